"""Set-up of the core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Tells Django about ``opencity.core``."""

    name = "opencity.core"
    label = "core"
