"""When each schedule last ran and runs next."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduledJob(models.Model):
    """The state of one schedule, shared by all workers; a lease keeps two runs apart."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    next_due = models.DateTimeField(_("next run"))
    leased_until = models.DateTimeField(_("reserved until"), null=True, blank=True)
    last_started = models.DateTimeField(_("last start"), null=True, blank=True)
    last_finished = models.DateTimeField(_("last end"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        app_label = "core"
        ordering = ["name"]
        verbose_name = _("scheduled job")
        verbose_name_plural = _("scheduled jobs")

    def __str__(self) -> str:
        return self.name
