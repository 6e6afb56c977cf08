"""Set-up of the plan."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanConfig(AppConfig):
    """Tells Django about the plan and offers it in the registries of the core."""

    name = "opencity.plan"
    label = "plan"
    verbose_name = _("Plan")

    def ready(self) -> None:
        """Offer content loader, search documents, menu entry and open data; connect receivers."""
        from opencity.plan import receivers, registrations

        receivers.connect()
        registrations.register()
