"""Set-up of publications."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    """Tells Django about publications."""

    name = "opencity.publications"
    label = "publications"
    verbose_name = _("Publications")
