"""A measure of the plan and everything that is edited and published together with it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable

from opencity.core.texts import Text, read
from opencity.core.verified import Certainty
from opencity.plan.enums import BudgetKind, LinkOrigin, SphereCode
from opencity.plan.fields import SpheresField
from opencity.plan.models.facts import Fact
from opencity.plan.models.frame import (
    Characteristic,
    Contributor,
    Forum,
    Goal,
    OfVersion,
    TargetGroup,
)


class Measure(OfVersion):
    """What the city does. Its spheres are three facts: by heading, as marked, as we read it."""

    slug = models.SlugField(_("address"), max_length=100)
    title = Text(_("title"), max_length=200)
    summary = Text(_("in short"), max_length=600)
    what = Text(_("what it does"), blank=True)
    why = Text(_("why"), blank=True)
    heading = models.CharField(
        _("sphere by heading"),
        max_length=30,
        choices=SphereCode.choices,
        help_text=_("The section of the document under which the measure stands."),
    )
    spheres_marked = SpheresField(
        _("spheres marked in the document"),
        help_text=_("The symbols that the document itself puts beside the title."),
    )
    spheres_proposed = SpheresField(_("spheres, as the editors read it"))
    marked_note = Text(_("note on the symbols"), blank=True)
    goals = ParentalManyToManyField(
        Goal, verbose_name=_("goals"), blank=True, related_name="measures"
    )
    goals_origin = models.CharField(
        _("who links the goals"),
        max_length=10,
        choices=LinkOrigin.choices,
        default=LinkOrigin.PROPOSED,
    )
    target_groups = ParentalManyToManyField(
        TargetGroup, verbose_name=_("target groups"), blank=True, related_name="measures"
    )
    target_groups_origin = models.CharField(
        _("who links the groups"),
        max_length=10,
        choices=LinkOrigin.choices,
        default=LinkOrigin.PROPOSED,
    )
    characteristics = ParentalManyToManyField(
        Characteristic,
        verbose_name=_("characteristics of an open city"),
        blank=True,
        related_name="measures",
    )
    provenance_unknown = models.BooleanField(
        _("the document names no proposer"),
        default=False,
    )
    responsible = Text(_("responsible unit"), max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="measures",
        help_text=_("The officer who reports on this measure; never shown to the public."),
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    class Meta(OfVersion.Meta):
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [
            *OfVersion.Meta.constraints,
            models.UniqueConstraint(fields=["version", "slug"], name="measure_slug_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="measure_ends_after_start",
                violation_error_message=_("The end cannot be before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {read(self.title).text}"

    def get_absolute_url(self) -> str:
        """Return the address of the public page in the current language."""
        return reverse("plan:measure", kwargs={"slug": self.slug})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the public page."""
        return "plan/measure.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview what the public page gets, from the draft."""
        from opencity.plan.pages import measure_context  # pages read the models

        context = super().get_preview_context(request, mode_name)
        return context | measure_context(self, draft=True)

    @property
    def spheres_read(self) -> list[str]:
        """Return the spheres to order by: marked or proposed, or the heading's alone."""
        found = {self.heading, *self.spheres_marked, *self.spheres_proposed}
        return [code for code in SphereCode.values if code in found]


class OfMeasure(Orderable):
    """Abstract base of the rows edited on a measure's form."""

    class Meta(Orderable.Meta):
        abstract = True


class Milestone(OfMeasure):
    """A step of a measure, dated as soon as a date is set."""

    measure = ParentalKey(Measure, on_delete=models.CASCADE, related_name="milestones")
    title = Text(_("title"), max_length=200)
    text = Text(_("text"), blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    class Meta(OfMeasure.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return read(self.title).text


class Provenance(OfMeasure):
    """Where the idea of a measure came from."""

    measure = ParentalKey(Measure, on_delete=models.CASCADE, related_name="provenance")
    contributor = models.ForeignKey(
        Contributor,
        verbose_name=_("contributor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty where the idea builds on something that none of them brought."),
    )
    forum = models.ForeignKey(
        Forum,
        verbose_name=_("forum where it was discussed"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    note = Text(_("note"), blank=True)
    certainty = models.CharField(
        _("certainty"), max_length=20, choices=Certainty.choices, default=Certainty.DOCUMENTED
    )

    class Meta(OfMeasure.Meta):
        verbose_name = _("provenance")
        verbose_name_plural = _("provenance")

    def __str__(self) -> str:
        return read(self.note).text or str(self.contributor or "")


class Development(Fact):
    """What happened since in the field of a measure."""

    measure = ParentalKey(Measure, on_delete=models.CASCADE, related_name="developments")

    class Meta(Fact.Meta):
        verbose_name = _("what happened since")
        verbose_name_plural = _("what happened since")

    def __str__(self) -> str:
        return read(self.title).text


class BudgetLine(OfMeasure):
    """An amount of money set aside for, or spent on, a measure."""

    measure = ParentalKey(Measure, on_delete=models.CASCADE, related_name="budget_lines")
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1990)])
    kind = models.CharField(_("kind"), max_length=10, choices=BudgetKind.choices)
    amount = models.DecimalField(
        _("amount"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    fund = Text(_("where the money comes from"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta(OfMeasure.Meta):
        verbose_name = _("budget line")
        verbose_name_plural = _("budget")

    def __str__(self) -> str:
        return f"{self.year} {self.amount} {self.currency}"


class Partner(OfMeasure):
    """Who carries a measure together with the city."""

    measure = ParentalKey(Measure, on_delete=models.CASCADE, related_name="partners")
    name = Text(_("name"), max_length=200)
    role = Text(_("its part"), max_length=300, blank=True)
    url = models.URLField(_("web address"), max_length=500, blank=True)

    class Meta(OfMeasure.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return read(self.name).text


class CountedBy(OfMeasure):
    """What a measure is counted by: a register of the platform, and what its rows mean here."""

    measure = ParentalKey(Measure, on_delete=models.CASCADE, related_name="counted_by")
    register = models.SlugField(_("register"), max_length=50)
    what = Text(_("what is counted"), max_length=200)

    class Meta(OfMeasure.Meta):
        verbose_name = _("what it is counted by")
        verbose_name_plural = _("what it is counted by")

    def __str__(self) -> str:
        return read(self.what).text
