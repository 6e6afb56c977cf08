"""What measures are ordered by: spheres, goals, target groups, characteristics, indicators."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from opencity.core.publication import Publishable, PublishableQuerySet
from opencity.core.texts import Text, read
from opencity.plan.enums import (
    PUBLIC_STATUSES,
    ContributorKind,
    IndicatorKind,
    SphereCode,
    VersionStatus,
)
from opencity.plan.fields import SpheresField
from opencity.plan.models.plan import Plan, PlanVersion


class VersionedQuerySet(PublishableQuerySet):
    """Rows of a plan version."""

    def public(self) -> VersionedQuerySet:
        """Return the rows that visitors may see: published, in a public version."""
        return self.live().filter(version__status__in=PUBLIC_STATUSES, version__plan__live=True)  # type: ignore[return-value]  # live() keeps the class

    def in_force(self) -> VersionedQuerySet:
        """Return the public rows of the version in force."""
        newest = PlanVersion.objects.in_force().values("pk")[:1]
        return self.public().filter(version=models.Subquery(newest))


class OfVersion(Publishable):
    """Abstract base of what belongs to one version of the plan and has a code in it."""

    version = models.ForeignKey(
        PlanVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(_("code"), max_length=10)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["version", "code"]
        constraints: list[Any] = [
            models.UniqueConstraint(fields=["version", "code"], name="%(class)s_code_once")
        ]

    @property
    def is_history(self) -> bool:
        """Tell whether the row belongs to a version that another one has superseded."""
        return bool(self.version.status == VersionStatus.SUPERSEDED)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview a row that has no page of its own as its texts."""
        return "plan/preview.html"


class Sphere(Publishable):
    """One of the three spheres: its name, its symbol and its part in the plan."""

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.PROTECT)
    code = models.CharField(_("code"), max_length=30, choices=SphereCode.choices)
    symbol = models.CharField(_("symbol"), max_length=2)
    name = Text(_("name"), max_length=100)
    role = Text(_("its part"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("sphere")
        verbose_name_plural = _("spheres")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="sphere_code_once")]

    def __str__(self) -> str:
        return f"{self.symbol} {read(self.name).text}"

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the texts."""
        return "plan/preview.html"


class Goal(OfVersion):
    """What the plan wants to reach."""

    slug = models.SlugField(_("address"), max_length=100)
    title = Text(_("title"), max_length=200)
    text = Text(_("full wording"), blank=True)
    spheres_proposed = SpheresField(_("spheres, as the editors read it"))

    class Meta(OfVersion.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")

    def __str__(self) -> str:
        return f"{self.code} {read(self.title).text}"

    def get_absolute_url(self) -> str:
        """Return the address of the public page in the current language."""
        return reverse("plan:goal", kwargs={"slug": self.slug})


class TargetGroup(OfVersion):
    """People whom the plan addresses in particular."""

    slug = models.SlugField(_("address"), max_length=100)
    name = Text(_("name"), max_length=200)

    class Meta(OfVersion.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")

    def __str__(self) -> str:
        return f"{self.code} {read(self.name).text}"


class Characteristic(OfVersion):
    """One of the characteristics of an open city."""

    name = Text(_("name"), max_length=200)

    class Meta(OfVersion.Meta):
        verbose_name = _("characteristic of an open city")
        verbose_name_plural = _("characteristics of an open city")

    def __str__(self) -> str:
        return f"{self.code} {read(self.name).text}"


class PlanIndicator(OfVersion):
    """A figure by which the plan wants to be judged."""

    name = Text(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=IndicatorKind.choices)
    measures = ParentalManyToManyField(
        "plan.Measure", verbose_name=_("measures"), blank=True, related_name="indicators"
    )

    class Meta(OfVersion.Meta):
        verbose_name = _("indicator of the plan")
        verbose_name_plural = _("indicators of the plan")

    def __str__(self) -> str:
        return f"{self.code} {read(self.name).text}"


class OfPlan(models.Model):
    """Abstract base of the people and meetings that made the plan."""

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.CASCADE)
    code = models.CharField(_("code"), max_length=10)
    name = Text(_("name"))

    class Meta:
        abstract = True
        ordering = ("code",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["plan", "code"], name="%(class)s_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {read(self.name).text}"


class Contributor(OfPlan):
    """Who gave ideas to the plan."""

    kind = models.CharField(_("kind"), max_length=20, choices=ContributorKind.choices)

    class Meta(OfPlan.Meta):
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")


class Forum(OfPlan):
    """Where the plan was discussed."""

    class Meta(OfPlan.Meta):
        verbose_name = _("forum")
        verbose_name_plural = _("forums")
