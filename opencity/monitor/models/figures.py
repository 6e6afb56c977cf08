"""Figures: series, their observations with every earlier state, where they come from."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from opencity.core.fields import SourcesField
from opencity.core.texts import Text, read
from opencity.core.verified import Certainty
from opencity.monitor.enums import Agent, Role
from opencity.monitor.models.indicators import Indicator


class Series(models.Model):
    """One line of figures: an indicator for one place, group and definition."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="series"
    )
    key = models.CharField(
        _("key"), max_length=200, help_text=_("The codes of its dimensions, joined by dots.")
    )
    dimensions = models.JSONField(_("dimensions"), default=dict)
    title = Text(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("A part without one is called by the names of its codes."),
    )
    definition = Text(
        _("what is counted here"),
        max_length=800,
        blank=True,
        help_text=_("Where two series count differently, each says how."),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.HEADLINE)
    compared_with = models.ForeignKey(
        "self",
        verbose_name=_("compared with"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The same for nationals; the page then tells of the gap."),
    )
    register = models.CharField(
        _("register"),
        max_length=60,
        blank=True,
        help_text=_("Name of the register of this site that is counted; empty for other figures."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["indicator", "order", "key"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "key"], name="monitor_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code}.{self.key} {read(self.title).text}".rstrip()

    def clean(self) -> None:
        """Ask for the title of what pages show; a part comes as data only."""
        super().clean()
        if self.role != Role.PART and not any(self.title.values()):
            raise ValidationError({"title": _("Give a title: pages show this series by it.")})


class Provenance(models.Model):
    """Where a batch of figures comes from, and the hash of what was received."""

    agent = models.CharField(_("how it came in"), max_length=10, choices=Agent.choices)
    dataset = models.CharField(_("data set"), max_length=100, blank=True)
    sources = SourcesField(_("sources"))
    certainty = models.CharField(
        _("certainty"), max_length=20, choices=Certainty.choices, default=Certainty.DOCUMENTED
    )
    retrieved_on = models.DateField(_("retrieved on"))
    original_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    original_hash = models.CharField(_("SHA-256 of the original"), max_length=64, blank=True)
    original = models.FileField(_("original"), upload_to="originals/", blank=True)
    transformation = models.CharField(_("what was done to it"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("origin of figures")
        verbose_name_plural = _("origins of figures")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.dataset or self.original_name or self.agent


class Release(models.Model):
    """Figures that become public together at a moment told before."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    title = Text(_("title"), max_length=200)
    public_from = models.DateTimeField(_("public from"))

    class Meta:
        verbose_name = _("release of figures")
        verbose_name_plural = _("releases of figures")
        ordering = ["-public_from"]

    def __str__(self) -> str:
        return f"{self.code} {self.public_from:%Y-%m-%d %H:%M}"


class Observation(models.Model):
    """One figure as it stood from a moment on; another state of it is another row.

    ``flags`` are the letters of its statuses in their alphabetical order. The row in force has no
    ``valid_to``. Nothing but the end of a row's validity is ever written to it again.
    """

    series = models.ForeignKey(
        Series, verbose_name=_("series"), on_delete=models.PROTECT, related_name="observations"
    )
    period = models.CharField(_("period"), max_length=10)
    time = models.FloatField(_("time"), help_text=_("Start of the period in years."))
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6, null=True, blank=True)
    flags = models.CharField(_("status"), max_length=12, blank=True)
    low = models.DecimalField(
        _("lower bound"), max_digits=24, decimal_places=6, null=True, blank=True
    )
    high = models.DecimalField(
        _("upper bound"), max_digits=24, decimal_places=6, null=True, blank=True
    )
    sample_size = models.PositiveIntegerField(_("people asked"), null=True, blank=True)
    note = Text(_("note"), max_length=500, blank=True)
    provenance = models.ForeignKey(
        Provenance, verbose_name=_("origin"), on_delete=models.PROTECT, related_name="observations"
    )
    release = models.ForeignKey(
        Release,
        verbose_name=_("release"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
    )
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)
    valid_from = models.DateTimeField(_("in force from"))
    valid_to = models.DateTimeField(_("in force until"), null=True, blank=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["series", "time", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "period"],
                condition=Q(valid_to__isnull=True),
                name="monitor_one_figure_in_force",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="monitor_validity_in_order",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                name="monitor_interval_in_order",
            ),
        ]
        indexes = [models.Index(fields=["series", "valid_to", "time"], name="monitor_in_force")]

    def __str__(self) -> str:
        return f"{self.series_id} {self.period} {self.value} {self.flags}".rstrip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change a figure: another state of it is another row."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise TypeError("A figure never changes; the action `record` adds another state.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse to delete a figure."""
        raise TypeError("A figure is never deleted; the action `withdraw` ends its validity.")


class Target(models.Model):
    """A value to reach at a time, and who said so."""

    series = models.ForeignKey(
        Series, verbose_name=_("series"), on_delete=models.CASCADE, related_name="targets"
    )
    period = models.CharField(_("period"), max_length=10)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6)
    sources = SourcesField(_("sources"))
    is_adopted = models.BooleanField(
        _("adopted"), default=False, help_text=_("By a decision; otherwise it is an example.")
    )

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["series", "period"]
        constraints = [
            models.UniqueConstraint(fields=["series", "period"], name="monitor_target_once")
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.period} {self.value}"
