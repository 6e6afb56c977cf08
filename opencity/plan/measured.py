"""What is said of a plan's goals, measures and indicators beside their texts, read at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy

from opencity.monitor.enums import Closeness
from opencity.monitor.judged import Judged, Way, judged, next_release_of
from opencity.monitor.models import Mapping
from opencity.plan.enums import LinkOrigin, OwnWord, Rating
from opencity.plan.models import (
    Evaluation,
    GoalIndicator,
    Measure,
    MeasureIndicator,
    PlanIndicator,
    PlanVersion,
    ProgressReport,
)
from opencity.plan.models.links import IndicatorLink

ASKED = "plan-indicators"
"""The framework of the monitor whose domains are the indicators that the plan itself names.

Its domain ``plan-i1`` is the indicator ``I1`` of the plan.
"""
_START = "plan-"


@dataclass(frozen=True)
class Link:
    """A row of the plan is spoken of by an indicator; ``origin`` is empty for a mapping."""

    indicator: int
    closeness: Closeness
    origin: LinkOrigin = LinkOrigin.PROPOSED


@dataclass(frozen=True)
class Measured:
    """A linked indicator with its figure, and how well it answers."""

    judged: Judged
    closeness: Closeness
    origin: LinkOrigin

    @property
    def is_proxy(self) -> bool:
        """Tell whether the indicator only stands in for what is asked."""
        return self.closeness is Closeness.PROXY

    @property
    def way_label(self) -> str:
        """Return where the indicator goes, in the reader's words."""
        return str(WAYS[self.judged.way])


@dataclass(frozen=True)
class Indicators:
    """The indicators of one goal or measure, and until when what is said of them holds."""

    measured: list[Measured]
    next_release: datetime.datetime | None


WAYS = {
    Way.NEARER: gettext_lazy("moves the way that is wanted"),
    Way.SAME: gettext_lazy("does not change"),
    Way.AWAY: gettext_lazy("moves away from what is wanted"),
    Way.UNKNOWN: gettext_lazy("cannot be said"),
}
"""Where an indicator goes, in the reader's words."""


@dataclass
class Facts:
    """Links and standings of a version by the keys of its rows."""

    goals: dict[int, set[int]] = field(default_factory=dict)
    """The goals of each measure."""
    moves: dict[int, set[int]] = field(default_factory=dict)
    """The measures of each indicator of the plan."""
    of_goal: dict[int, list[Link]] = field(default_factory=dict)
    of_measure: dict[int, list[Link]] = field(default_factory=dict)
    of_asked: dict[str, list[Link]] = field(default_factory=dict)
    """What answers an indicator of the plan, by its code."""
    found: dict[int, tuple[Rating, datetime.date]] = field(default_factory=dict)
    """The newest independent finding on each measure."""
    said: dict[int, tuple[OwnWord, datetime.date]] = field(default_factory=dict)
    """The newest own word of each measure's owner, with the end of its period."""

    def indicators(self) -> set[int]:
        """Return the keys of all linked indicators."""
        groups = (self.of_goal, self.of_measure, self.of_asked)
        return {link.indicator for each in groups for links in each.values() for link in links}


def shown(links: Iterable[Link], known: dict[int, Judged]) -> list[Measured]:
    """Return the links whose indicators are published, with what is known of these."""
    return [
        Measured(known[link.indicator], link.closeness, link.origin)
        for link in links
        if link.indicator in known
    ]


def indicators_of(rows: Iterable[IndicatorLink]) -> Indicators:
    """Return what is known of the indicators of one goal or measure; two queries."""
    links = [
        Link(row.indicator_id, Closeness(row.closeness), LinkOrigin(row.origin)) for row in rows
    ]
    known = judged({link.indicator for link in links})
    return Indicators(shown(links, known), next_release_of(known))


def facts(version: PlanVersion) -> Facts:
    """Return what is public of a version's links and standings, by one query.

    Rows of the version that are no longer published are left to who shows them.
    """
    parts = [*_links(version), *_standings(version)]
    found = Facts()
    rows = parts[0].union(*parts[1:], all=True)
    for kind, of, to, first, second, _place in sorted(rows, key=_in_order):
        if kind in {"goals", "moves"}:
            getattr(found, kind).setdefault(of, set()).add(to)
        elif kind == "found":
            found.found[of] = Rating(first), datetime.date.fromisoformat(second)
        elif kind == "said":
            found.said[of] = OwnWord(first), datetime.date.fromisoformat(second)
        elif kind == "of_asked":
            code = second.removeprefix(_START).upper()
            found.of_asked.setdefault(code, []).append(Link(to, Closeness(first)))
        else:
            link = Link(to, Closeness(first), LinkOrigin(second))
            getattr(found, kind).setdefault(of, []).append(link)
    return found


def _in_order(row: tuple[str, int, int, str, str, int | None]) -> tuple[str, str, int, int]:
    """Order findings and reports by their day, links by closeness or by the editors' order."""
    kind, _of, to, first, second, place = row
    by_word = {"found": second, "said": second, "of_asked": first}
    return kind, by_word.get(kind, ""), place or 0, to


def _links(version: PlanVersion) -> list[QuerySet[Any, Any]]:
    goals = Measure.goals.through.objects.filter(measure__version=version)
    moves = PlanIndicator.measures.through.objects.filter(planindicator__version=version)
    of_goals = GoalIndicator.objects.filter(goal__version=version)
    of_measures = MeasureIndicator.objects.filter(measure__version=version)
    asked = Mapping.objects.filter(domain__framework__code=ASKED)
    linked = {"first": F("closeness"), "second": F("origin"), "place": F("sort_order")}
    return [
        _part("goals", goals, "measure_id", "goal_id"),
        _part("moves", moves, "planindicator_id", "measure_id"),
        _part("of_goal", of_goals, "goal_id", "indicator_id", **linked),
        _part("of_measure", of_measures, "measure_id", "indicator_id", **linked),
        _part(
            "of_asked",
            asked,
            "domain_id",
            "indicator_id",
            first=F("closeness"),
            second=F("domain__code"),
            place=Cast(F("indicator__order"), IntegerField()),
        ),
    ]


def _standings(version: PlanVersion) -> list[QuerySet[Any, Any]]:
    found = Evaluation.objects.live().filter(measure__version=version)
    said = ProgressReport.objects.live().filter(measure__version=version)
    return [
        _part("found", found, "measure_id", "pk", first=F("rating"), second=_day("found_on")),
        _part("said", said, "measure_id", "pk", first=F("own_word"), second=_day("period_end")),
    ]


def _part(kind: str, rows: QuerySet[Any], of: str, to: str, **more: Any) -> QuerySet[Any, Any]:
    empty = Value("", output_field=CharField())
    columns = {
        "kind": Value(kind, output_field=CharField()),
        "of": F(of),
        "to": F(to),
        "first": more.get("first", empty),
        "second": more.get("second", empty),
        "place": more.get("place", Value(0, output_field=IntegerField())),
    }
    return rows.order_by().annotate(**columns).values_list(*columns)


def _day(name: str) -> Cast:
    return Cast(F(name), CharField())
