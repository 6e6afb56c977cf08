"""Set-up of the monitor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitorConfig(AppConfig):
    """Tells Django about the monitor and offers it in the registries of the core."""

    name = "opencity.monitor"
    label = "monitor"
    verbose_name = _("Monitor")

    def ready(self) -> None:
        """Connect the reactions of the monitor and offer what there is."""
        from opencity.monitor import receivers, registrations, tasks  # noqa: F401  # a schedule
        from opencity.monitor.charts import tasks as drawing  # noqa: F401  # a schedule

        receivers.connect()
        registrations.register()
