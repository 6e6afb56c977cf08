"""Set-up of the plan app."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Tells Django about ``opencity.plan``."""

    name = "opencity.plan"
    label = "plan"
