"""What the pages of guides show: phases, steps and the key facts of each step's service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from opencity.core.published import children
from opencity.core.texts.notices import text_notice
from opencity.services.enums import Group, TimeLimitKind
from opencity.services.models import Cost, Guide, GuideStep, Service, TimeLimit
from opencity.services.wording import doubt, limit, price, prices

Context = dict[str, Any]

_MOST_COSTS = 3
"""How many costs a step lists; of more it tells the range, and the service's page tells all."""


@dataclass(frozen=True)
class Fact:
    """A deadline or a cost in words, and what a reader must know of it."""

    row: Any
    words: str
    doubt: str


@dataclass(frozen=True)
class Facts:
    """What a step tells of its service: the most pressing things, nothing else."""

    service: Service
    deadlines: list[Fact] = field(default_factory=list)
    costs: list[Fact] = field(default_factory=list)

    @property
    def price_range(self) -> str:
        """Return from how much to how much the service costs, where there are many costs."""
        return prices([fact.row for fact in self.costs]) if len(self.costs) > _MOST_COSTS else ""


@dataclass(frozen=True)
class GuideLine:
    """One step with its number; ``facts`` where it leads to a service that the public may see."""

    number: int
    row: GuideStep
    branch: list[str]
    facts: Facts | None


@dataclass(frozen=True)
class Branch:
    """A group for which some steps are; ``path`` is the guide for this group only."""

    code: str
    label: str
    path: str
    chosen: bool


def guides_context() -> Context:
    """All guides in their order, each with ``step_count`` and ``group_names``."""
    counted_steps = models.Count("steps")
    guides = list(Guide.objects.live().annotate(step_count=counted_steps).order_by("order", "code"))
    for guide in guides:
        guide.group_names = _names(guide.groups)
    return {"guides": guides, **text_notice(guides)}


def guide_page_context(slug: str, branch: str = "") -> Context:
    """The page of a published guide, whole or for one group."""
    guide = Guide.objects.live().filter(slug=slug).select_related("live_revision").first()
    if guide is None:
        raise Http404(_("There is no such guide."))
    return guide_context(guide, branch=branch)


def guide_context(guide: Guide, draft: bool = False, branch: str = "") -> Context:
    """Everything the page of a guide shows, published or, as a ``draft``, in a preview.

    ``branch`` leaves out the steps for other groups; a group that no step names changes nothing.
    """
    steps = children(guide, GuideStep, draft=draft)
    branches = _branches(guide, steps, branch)
    chosen = next((each for each in branches if each.chosen), None)
    if chosen:
        steps = [row for row in steps if not row.groups or chosen.code in row.groups]
    facts = _facts_of({row.service_id for row in steps if row.service_id})
    lines = [
        GuideLine(number, row, _names(row.groups), facts.get(row.service_id or 0))
        for number, row in enumerate(steps, start=1)
    ]
    return {
        "crumbs": [{"label": _("Guides"), "url": reverse("services:guides")}],
        "guide": guide,
        "group_names": _names(guide.groups),
        "phases": [list(found) for _phase, found in groupby(lines, lambda line: line.row.phase)],
        "branches": branches,
        "branch": chosen,
        **text_notice([guide, *steps, *_shown(facts.values())]),
    }


def _branches(guide: Guide, steps: Iterable[GuideStep], wanted: str) -> list[Branch]:
    named = {code for row in steps for code in row.groups if code != Group.ALL}
    path = reverse("services:guide", kwargs={"slug": guide.slug})
    return [
        Branch(group.value, str(group.label), f"{path}?for={group.value}", group.value == wanted)
        for group in Group
        if group.value in named
    ]


def _names(codes: Iterable[str]) -> list[str]:
    return [str(Group(code).label) for code in Group.values if code in set(codes)]


def _facts_of(keys: set[int]) -> dict[int, Facts]:
    """Return the published facts of services by key, in three queries."""
    services = Service.objects.live().filter(pk__in=keys)
    found = {service.pk: Facts(service) for service in services}
    limits = TimeLimit.objects.filter(service__in=found, kind=TimeLimitKind.DEADLINE)
    for row in limits.order_by("service", "sort_order"):
        found[row.service_id].deadlines.append(Fact(row, limit(row), doubt(row.certainty)))
    for cost in Cost.objects.filter(service__in=found).order_by("service", "sort_order"):
        found[cost.service_id].costs.append(Fact(cost, price(cost), doubt(cost.certainty)))
    return found


def _shown(facts: Iterable[Facts]) -> list[models.Model]:
    return [
        shown
        for each in facts
        for shown in (each.service, *(fact.row for fact in (*each.deadlines, *each.costs)))
    ]
