"""Set-up of moderation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Tells Django about moderation and offers its part of the pages of things."""

    name = "opencity.moderation"
    label = "moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        """Connect reactions, the panel of pages, the office's number and the nightly job."""
        from opencity.moderation import panels, receivers, tasks, tiles  # noqa: F401  # a schedule

        receivers.connect()
        panels.register()
        tiles.register()
