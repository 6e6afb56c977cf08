"""Chosen indicators with their newest figure and what the methods say of it, for higher apps.

Two queries, whatever the number of indicators, so that a page of the plan can tell of its own rows
and of the monitor's within the limit of queries.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Subquery, When
from django.utils import timezone

from opencity.core.texts import read
from opencity.monitor import pictures, queries, wording
from opencity.monitor.enums import Role
from opencity.monitor.lines import Line, read_by
from opencity.monitor.methods.assessment import FORBIDDING, Assessment
from opencity.monitor.methods.figures import Reason
from opencity.monitor.methods.judgement import Standing
from opencity.monitor.models import Code, Indicator, IndicatorVersion, SeriesBreak, Target
from opencity.monitor.pages import Context, answer, assessed, assessment_of
from opencity.monitor.queries.joined import Joined

_OF_VERSION = ("pk", "number", "unit", "multiplier", "wish", "level", "lowest", "highest")


class Way(StrEnum):
    """Where an indicator goes, as far as that can be said."""

    NEARER = "nearer"
    SAME = "same"
    AWAY = "away"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Judged:
    """A published indicator, its newest figure and the answer of the methods.

    ``verdict`` and ``grounds`` are sentences in the reader's language; ``reasons`` are the codes of
    what stands in the way of an answer, empty where there is one.
    """

    indicator: Indicator
    version: IndicatorVersion | None
    line: Line | None
    answer: Context | None
    assessment: Assessment
    gap: list[str]
    spark: str

    @property
    def verdict(self) -> str:
        """Return the answer in one sentence."""
        return wording.verdict(self.assessment)

    @property
    def way(self) -> Way:
        """Return where the indicator goes."""
        standing = self.assessment.standing
        if standing is Standing.CANNOT_BE_ASSESSED:
            return Way.UNKNOWN
        if standing is Standing.NO_CHANGE:
            return Way.SAME
        return Way.NEARER if standing.is_progress else Way.AWAY

    @property
    def reasons(self) -> list[str]:
        """Return why nothing can be said; that there is no figure goes before all else."""
        if self.way is not Way.UNKNOWN:
            return []
        if self.answer is None:
            return [Reason.NO_FIGURES.value]
        if self.assessment.reason:
            return [self.assessment.reason.value]
        return [each.value for each in self.assessment.cautions if each in FORBIDDING]

    @property
    def grounds(self) -> list[str]:
        """Return what stands in the way of an answer, or limits the one that is given."""
        if self.answer is None:
            return [str(wording.REASONS[Reason.NO_FIGURES])]
        return wording.grounds(self.assessment)

    @property
    def place(self) -> str:
        """Return the kind of area that the figures hold for, in words."""
        return self.version.get_level_display() if self.version else ""


def judged(keys: Collection[int]) -> dict[int, Judged]:
    """Return the published ones of some indicators by their keys, in the order of the pages."""
    rows = _described(queries.indicators().filter(pk__in=keys))
    lines = _lines(rows)
    headlines = [_of_role(lines.get(row.pk, []), Role.HEADLINE) for row in rows]
    sparks = pictures.of_cards(headlines, [read(row.title).text for row in rows])
    return {
        row.pk: _judged(row, headline, lines.get(row.pk, []), spark)
        for row, headline, spark in zip(rows, headlines, sparks, strict=True)
    }


def next_release_of(found: Mapping[int, Judged]) -> datetime.datetime | None:
    """Return when figures become public next; a page with these indicators is kept until then."""
    return next((each.indicator.next_release for each in found.values()), None)


def _described(rows: QuerySet[Indicator]) -> list[Any]:
    """Read indicators with the definition that holds now, as ``definition``."""
    today = timezone.localdate()
    holds = Case(When(valid_from__lte=today, then=0), default=1, output_field=IntegerField())
    rank = Case(
        When(valid_from__lte=today, then=-F("number")),
        default=F("number"),
        output_field=IntegerField(),
    )
    versions = IndicatorVersion.objects.filter(indicator=OuterRef("pk")).order_by(holds, rank)
    columns = {f"its_{name}": Subquery(versions.values(name)[:1]) for name in _OF_VERSION}
    names = Code.objects.filter(dimension="UNIT", code=OuterRef("its_unit")).values("name")
    broken = SeriesBreak.objects.filter(version=OuterRef("its_pk")).order_by().values("version")
    found = list(
        rows.annotate(**columns).annotate(
            unit_name=Subquery(names[:1]),
            breaks=Subquery(broken.annotate(all=Joined("period")).values("all")),
        )
    )
    for row in found:
        values = {name: getattr(row, f"its_{name}") for name in _OF_VERSION}
        row.definition = None
        if values["number"] is not None:
            row.definition = IndicatorVersion(indicator=row, **values)
            row.definition.unit_name = row.unit_name
            periods = row.breaks.split(",") if row.breaks else []
            row.definition.broken = [SeriesBreak(period=period) for period in periods]
    return found


def _lines(rows: Sequence[Indicator]) -> dict[int, list[Line]]:
    """Read answers and what they are compared with; a series without figures gives no line."""
    last = Target.objects.filter(series=OuterRef("series")).order_by("-period")
    observations = (
        queries.in_force()
        .filter(series__indicator__in=rows, series__role__in=[Role.HEADLINE, Role.REFERENCE])
        .select_related("series")
        .annotate(
            target_period=Subquery(last.values("period")[:1]),
            target_value=Subquery(last.values("value")[:1]),
        )
        .order_by("series__order", "series__key", "time")
    )
    lines: dict[int, Line] = {}
    for row in observations:
        lines.setdefault(row.series_id, Line(row.series)).rows.append(row)
    found: dict[int, list[Line]] = {}
    for line in lines.values():
        found.setdefault(line.series.indicator_id, []).append(line)
    return found


def _judged(row: Any, headline: Line | None, lines: Sequence[Line], spark: str) -> Judged:
    version: IndicatorVersion | None = row.definition
    units = queries.unit_of(version)
    compared = headline.series.compared_with_id if headline else None
    reference = next((line for line in lines if line.series.pk == compared), None)
    read_by(version, lines)
    found = assessment_of(row, version, headline, reference, _targets(headline))
    return Judged(
        indicator=row,
        version=version,
        line=headline,
        answer=answer(headline, version, units),
        assessment=found,
        gap=assessed(found, version, units)["gap"],
        spark=spark,
    )


def _targets(headline: Line | None) -> list[Target]:
    row: Any = headline.rows[0] if headline else None
    if row is None or row.target_period is None:
        return []
    return [Target(period=row.target_period, value=row.target_value)]


def _of_role(lines: Sequence[Line], role: Role) -> Line | None:
    return next((line for line in lines if line.series.role == role), None)
