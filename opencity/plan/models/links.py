"""What measures the plan: links from goals and measures to indicators of the monitor.

The indicators that the plan itself names have no links here: they are a framework of the monitor,
whose mappings say which of its indicators answer them.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from opencity.monitor.enums import Closeness
from opencity.monitor.models import Indicator
from opencity.plan.enums import LinkOrigin
from opencity.plan.models.frame import Goal
from opencity.plan.models.measure import Measure


class IndicatorLink(Orderable):
    """Abstract base of the statement that an indicator speaks of a row of the plan."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="+"
    )
    closeness = models.CharField(
        _("how well"),
        max_length=5,
        choices=Closeness.choices,
        help_text=_("“Stands in for it” where the figure is of another place, group or thing."),
    )
    origin = models.CharField(
        _("who says so"),
        max_length=10,
        choices=LinkOrigin.choices,
        default=LinkOrigin.PROPOSED,
    )

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.indicator} ({self.get_closeness_display()}; {self.get_origin_display()})"


class GoalIndicator(IndicatorLink):
    """An indicator that shows whether a goal comes nearer."""

    goal = ParentalKey(Goal, on_delete=models.CASCADE, related_name="measured_by")

    class Meta(IndicatorLink.Meta):
        verbose_name = _("indicator of the monitor")
        verbose_name_plural = _("indicators of the monitor")
        constraints = [
            models.UniqueConstraint(fields=["goal", "indicator"], name="goal_indicator_once")
        ]


class MeasureIndicator(IndicatorLink):
    """An indicator in which the effect of a measure would show."""

    measure = ParentalKey(Measure, on_delete=models.CASCADE, related_name="measured_by")

    class Meta(IndicatorLink.Meta):
        verbose_name = _("indicator of the monitor")
        verbose_name_plural = _("indicators of the monitor")
        constraints = [
            models.UniqueConstraint(fields=["measure", "indicator"], name="measure_indicator_once")
        ]
