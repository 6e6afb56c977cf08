"""Set-up of publications."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    """Tells Django about publications and offers them in the registries of the core."""

    name = "opencity.publications"
    label = "publications"
    verbose_name = _("Publications")

    def ready(self) -> None:
        """Connect the reactions of publications and offer what there is."""
        from opencity.publications import receivers, registrations, tasks  # noqa: F401  # tasks register a schedule

        receivers.connect()
        registrations.register()
