"""Set-up of the directory."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Tells Django about the directory and offers it in the registries of the core."""

    name = "opencity.directory"
    label = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        """Connect the directory's reactions and offer what it has."""
        from opencity.directory import keeping, receivers, registrations

        receivers.connect()
        registrations.register()
        keeping.register()
