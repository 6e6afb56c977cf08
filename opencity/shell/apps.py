"""Set-up of the shell."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShellConfig(AppConfig):
    """Tells Django about the whole of the site."""

    name = "opencity.shell"
    label = "shell"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Register what must be well before the site receives visitors, and the page of data."""
        from opencity.shell.health import register_readiness_checks
        from opencity.shell.registrations import register

        register_readiness_checks()
        register()
