"""Set-up of the editors' desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    """Tells Django about the editors' desk."""

    name = "opencity.editing"
    label = "editing"
    verbose_name = _("Editing")

    def ready(self) -> None:
        """Offer the desk's numbers to the office's first page."""
        from opencity.editing.tiles import register_tiles

        register_tiles()
