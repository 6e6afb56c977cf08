"""Set-up of moderation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Tells Django about moderation."""

    name = "opencity.moderation"
    label = "moderation"
    verbose_name = _("Moderation")
