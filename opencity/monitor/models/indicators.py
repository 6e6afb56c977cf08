"""Indicators, and what each of their versions measures."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opencity.core.identity import Identified
from opencity.core.publication import Publishable
from opencity.core.texts import Text, read
from opencity.core.verified import Verified
from opencity.monitor.enums import Closeness, Frequency, Level, Wish
from opencity.monitor.models.frameworks import Domain


class Indicator(Identified, Verified, Publishable):
    """A question that figures answer; what exactly is measured stands in its versions."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = Text(_("title"), max_length=200)
    summary = Text(_("in short"), max_length=800)
    caveats = Text(_("what to bear in mind"), max_length=1500, blank=True)
    gap = Text(_("what is not known"), max_length=800, blank=True)
    domain = models.ForeignKey(
        Domain, verbose_name=_("domain"), on_delete=models.PROTECT, related_name="indicators"
    )
    base_period = models.CharField(
        _("start of the assessment"), max_length=10, blank=True, help_text=_("For example 2015.")
    )
    dataset = models.SlugField(
        _("data set"),
        max_length=100,
        blank=True,
        help_text=_("Code of the data set whose files bring the figures, such as lfsa_ergan."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["domain__order", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset"], condition=~Q(dataset=""), name="monitor_dataset_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {read(self.title).text}"

    def get_absolute_url(self) -> str:
        """Return the address of the public page in the current language."""
        return reverse("monitor:indicator", kwargs={"slug": self.slug})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the public page."""
        return "monitor/indicator.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview what the public page gets, from the draft."""
        from opencity.monitor.pages import indicator_context  # pages read the models

        return super().get_preview_context(request, mode_name) | indicator_context(self)


class IndicatorVersion(models.Model):
    """What an indicator measures from a day on; never changed, only followed by another one."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    valid_from = models.DateField(_("valid from"))
    concept = Text(_("concept"), max_length=1500)
    numerator = Text(_("what is counted"), max_length=500, blank=True)
    denominator = Text(_("of what"), max_length=500, blank=True)
    unit = models.CharField(_("unit"), max_length=20, help_text=_("Code of the list UNIT."))
    multiplier = models.SmallIntegerField(
        _("multiplier"), default=0, help_text=_("Power of ten: 3 when figures are in thousands.")
    )
    frequency = models.CharField(_("how often"), max_length=1, choices=Frequency.choices)
    level = models.CharField(_("kind of area"), max_length=10, choices=Level.choices)
    wish = models.CharField(_("direction"), max_length=5, choices=Wish.choices)
    lowest = models.DecimalField(
        _("natural lowest value"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    highest = models.DecimalField(
        _("natural highest value"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    best_from = models.DecimalField(
        _("best from"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    best_to = models.DecimalField(
        _("best to"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    method = Text(_("method"), max_length=2000, blank=True)
    producer = Text(_("who makes the figures"), max_length=300)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    smallest_cell = models.PositiveSmallIntegerField(
        _("smallest cell"),
        default=0,
        help_text=_("Counts of people below this number are not published."),
    )

    class Meta:
        verbose_name = _("version of an indicator")
        verbose_name_plural = _("versions of indicators")
        ordering = ["indicator", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="monitor_version_once"),
            models.CheckConstraint(
                condition=Q(lowest__isnull=True)
                | Q(highest__isnull=True)
                | Q(lowest__lt=models.F("highest")),
                name="monitor_limits_in_order",
                violation_error_message=_("The lowest value must lie below the highest one."),
            ),
            models.CheckConstraint(
                condition=~Q(wish="range")
                | Q(
                    best_from__isnull=False,
                    best_to__isnull=False,
                    best_from__lt=models.F("best_to"),
                ),
                name="monitor_range_has_ends",
                violation_error_message=_("A best range needs its two ends."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change a version: figures were published under it."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise TypeError("A version of an indicator never changes; add another one.")
        super().save(*args, **kwargs)


class SeriesBreak(models.Model):
    """From a period on figures are not comparable with earlier ones, and why."""

    version = models.ForeignKey(
        IndicatorVersion, verbose_name=_("version"), on_delete=models.CASCADE, related_name="breaks"
    )
    period = models.CharField(_("from period"), max_length=10)
    reason = Text(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("break in series")
        verbose_name_plural = _("breaks in series")
        ordering = ["version", "period"]
        constraints = [
            models.UniqueConstraint(fields=["version", "period"], name="monitor_break_once")
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.period}"


class Mapping(models.Model):
    """An indicator answers, exactly or nearly, what a domain of another framework asks."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="mappings"
    )
    domain = models.ForeignKey(
        Domain, verbose_name=_("domain"), on_delete=models.CASCADE, related_name="mappings"
    )
    closeness = models.CharField(_("how well"), max_length=5, choices=Closeness.choices)

    class Meta:
        verbose_name = _("place in another framework")
        verbose_name_plural = _("places in other frameworks")
        ordering = ["indicator", "domain"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "domain"], name="monitor_mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.closeness} {self.domain.code}"
