"""The plan and its versions."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from opencity.core.publication import Publishable
from opencity.core.texts import Text, read
from opencity.core.verified import Certainty
from opencity.plan.enums import PUBLIC_STATUSES, VersionStatus
from opencity.plan.models.facts import Fact


class Plan(Publishable):
    """A city's local plan; what it says stands in its versions."""

    code = models.SlugField(_("code"), unique=True)
    title = Text(_("title"), max_length=200)
    subtitle = Text(_("subtitle"), max_length=300, blank=True)
    summary = Text(_("summary"), blank=True)
    authors = Text(_("authors"), blank=True)
    framework = Text(_("framework"), blank=True)
    openness = Text(_("what openness means"), blank=True)
    openness_source = models.CharField(_("source of that meaning"), max_length=300, blank=True)
    coverage_note = Text(_("whom the plan covers"), blank=True)
    source_title = models.CharField(_("document"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the document"), max_length=500, blank=True)
    source_date = models.DateField(_("date of the document"), null=True, blank=True)
    source_certainty = models.CharField(
        _("certainty"), max_length=20, choices=Certainty.choices, default=Certainty.DOCUMENTED
    )

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["code"]

    def __str__(self) -> str:
        return read(self.title).text or self.code

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the page on how the plan was made, with the texts of the first page above."""
        return "plan/preview_plan.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview what the page on the making gets, from the draft."""
        from opencity.plan.pages import making_of  # pages read the models

        version = PlanVersion.objects.in_force().filter(plan=self.pk).first()
        context = super().get_preview_context(request, mode_name)
        return context | making_of(self, version, draft=True)


class PlanDevelopment(Fact):
    """What happened to the plan as a whole."""

    plan = ParentalKey(Plan, on_delete=models.CASCADE, related_name="developments")

    class Meta(Fact.Meta):
        verbose_name = _("what happened since")
        verbose_name_plural = _("what happened since")

    def __str__(self) -> str:
        return read(self.title).text


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    """Versions, of which the public sees all but drafts."""

    def public(self) -> PlanVersionQuerySet:
        """Return the versions that have been put before the public."""
        return self.filter(status__in=PUBLIC_STATUSES, plan__live=True)

    def in_force(self) -> PlanVersionQuerySet:
        """Return the public versions, the one in force first: adopted, else the newest."""
        standing = models.Case(
            models.When(status=VersionStatus.ADOPTED, then=models.Value(0)),
            models.When(status=VersionStatus.CONSULTATION, then=models.Value(1)),
            default=models.Value(2),
            output_field=models.IntegerField(),
        )
        return self.public().order_by(standing, "-number", "pk")


class PlanVersion(models.Model):
    """One wording of a plan; a new one starts as a copy and is put in force as a whole."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("number"))
    status = models.CharField(
        _("status"), max_length=20, choices=VersionStatus.choices, default=VersionStatus.DRAFT
    )
    based_on = models.ForeignKey(
        "self",
        verbose_name=_("based on"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
    )
    published_on = models.DateField(_("published on"), null=True, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    note = Text(_("note"), blank=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan version")
        verbose_name_plural = _("plan versions")
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(status=VersionStatus.ADOPTED),
                name="one_adopted_version",
            ),
            models.CheckConstraint(
                condition=Q(status=VersionStatus.DRAFT) | Q(published_on__isnull=False),
                name="public_version_has_date",
                violation_error_message=_("A public version needs the day it was published."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.number}"

    def clean(self) -> None:
        """Ask a public version for its day, also in a form that does not show the status."""
        if self.status != VersionStatus.DRAFT and self.published_on is None:
            message = _("A public version needs the day it was published.")
            raise ValidationError({"published_on": message})

    @property
    def is_public(self) -> bool:
        """Tell whether visitors may see this version."""
        return self.status in PUBLIC_STATUSES and self.plan.live
