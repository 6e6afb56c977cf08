"""Figures that an officer enters and a second person approves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from opencity.core.fields import SourcesField
from opencity.monitor.enums import Decision
from opencity.monitor.models.figures import Observation, Series


class Entry(models.Model):
    """A figure that only the city knows, from its entering to the decision of a second person."""

    series = models.ForeignKey(
        Series, verbose_name=_("series"), on_delete=models.PROTECT, related_name="entries"
    )
    period = models.CharField(_("period"), max_length=10)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6, null=True, blank=True)
    flags = models.CharField(_("status"), max_length=12, blank=True)
    sources = SourcesField(_("sources"))
    reason = models.CharField(
        _("reason of the correction"),
        max_length=300,
        blank=True,
        help_text=_("When a figure of this period was published before: why it changes."),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision.choices, default=Decision.WAITING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    observation = models.OneToOneField(
        Observation,
        verbose_name=_("figure"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entry",
    )

    class Meta:
        verbose_name = _("entered figure")
        verbose_name_plural = _("entered figures")
        ordering = ["-entered_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("entered_by")),
                name="monitor_second_person",
                violation_error_message=_("Another person must decide."),
            ),
            models.CheckConstraint(
                condition=Q(decision="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(decision="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="monitor_decision_whole",
            ),
            models.UniqueConstraint(
                fields=["series", "period"],
                condition=Q(decision="waiting"),
                name="monitor_one_entry_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.period} {self.value} {self.decision}"
