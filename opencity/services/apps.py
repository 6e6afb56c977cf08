"""Set-up of the services."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """Tells Django about the services and offers them in the registries of the core."""

    name = "opencity.services"
    label = "services"
    verbose_name = _("Services")

    def ready(self) -> None:
        """Connect the reactions of the services and offer what there is."""
        from opencity.services import keeping, receivers, registrations

        receivers.connect()
        registrations.register()
        keeping.register()
