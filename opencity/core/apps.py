"""Set-up of the core."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Tells Django about the core, which imports no other app."""

    name = "opencity.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        """Connect the core's own reactions."""
        from opencity.core import receivers  # noqa: F401  # importing connects the receivers
        from opencity.core.jobs import receivers as of_jobs  # noqa: F401  # the same
