"""Set-up of the monitor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitorConfig(AppConfig):
    """Tells Django about ``opencity.monitor``."""

    name = "opencity.monitor"
    label = "monitor"
    verbose_name = _("Monitor")
