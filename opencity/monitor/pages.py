"""What the public pages of the monitor show, in at most eight queries each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from opencity.core import registries
from opencity.core.texts import read
from opencity.core.texts.notices import text_notice
from opencity.monitor import pictures, queries, wording
from opencity.monitor.enums import Role, Wish
from opencity.monitor.lines import Line, read_by, with_figures
from opencity.monitor.methods.assessment import Assessment, Question, assess
from opencity.monitor.methods.figures import Direction, Figure, Target
from opencity.monitor.methods.periods import time_of
from opencity.monitor.models import (
    Code,
    Indicator,
    IndicatorVersion,
    Observation,
)
from opencity.monitor.models import Target as TargetRow
from opencity.monitor.numbers import flag_labels, period_name, with_unit, written

Context = dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """One figure as the table shows it."""

    row: Observation
    value: str
    flags: list[str]
    source: int


@dataclass(frozen=True)
class Source:
    """Where figures of a page come from, with the number by which they refer to it."""

    number: int
    title: str
    address: str
    certainty: str
    retrieved_on: datetime.date


def crumbs() -> list[dict[str, str]]:
    """Return the way back from a page below the overview."""
    return [{"label": _("Monitor"), "url": reverse("monitor:overview")}]


def indicator_page_context(slug: str, as_of: datetime.datetime | None = None) -> Context:
    """The page of a published indicator, as its figures stood at a moment."""
    found = queries.published_indicator(slug)
    if found is None:
        raise Http404(_("There is no such indicator."))
    return indicator_context(found, as_of) | {"next_release": found.next_release}


def indicator_context(indicator: Indicator, as_of: datetime.datetime | None = None) -> Context:
    """Everything the page of an indicator shows."""
    version = queries.current_version(indicator, as_of.date() if as_of else None)
    lines = described_lines(indicator, as_of)
    read_by(version, lines)
    headline = next((line for line in lines if line.series.role == Role.HEADLINE), None)
    reference = _reference(headline, lines)
    targets = _targets(lines)
    mappings = list(indicator.mappings.select_related("domain__framework"))
    mentions: list[Context] = [
        {"label": each.label, "rows": list(each.rows(indicator))}
        for each in registries.mentions
        if each.model is Indicator
    ]
    units = queries.unit_of(version)
    sources = number_sources(lines)
    found = assessment_of(indicator, version, headline, reference, targets)
    shown = [indicator, *_definitions(version), *(line.series for line in lines)]
    shown += [row for each in mentions for row in each["rows"]]
    return {
        "crumbs": crumbs(),
        "indicator": indicator,
        "version": version,
        "breaks": _breaks(version),
        "as_of": as_of,
        "answer": answer(headline, version, units),
        "assessment": assessed(found, version, units),
        "chart": _chart(indicator, headline, reference, found, _unit(version, units)),
        "tables": [table(line, version, units, sources) for line in lines if line.rows],
        "empty_series": [line.series for line in lines if not line.rows],
        "peers": [line for line in lines if line.series.role == Role.PEER and line.latest],
        "sources": list({each.number: each for each in sources.values()}.values()),
        "mappings": mappings,
        "mentions": [each for each in mentions if each["rows"]],
        "targets": targets,
        **text_notice([*shown, *(row.domain for row in mappings)]),
    }


def described_lines(indicator: Indicator, as_of: datetime.datetime | None = None) -> list[Line]:
    """Return the series that the page shows, with their figures; parts come as data only."""
    rows = list(queries.series_of([indicator]).exclude(role=Role.PART).select_related("indicator"))
    return with_figures(rows, as_of)


def unit_codes() -> dict[str, Code]:
    """Return the codes of units by their ids."""
    return {row.code: row for row in Code.objects.filter(dimension="UNIT")}


def answer(
    headline: Line | None, version: IndicatorVersion | None, units: dict[str, Code]
) -> Context | None:
    """Return the newest figure of the headline, as a reader says it."""
    row = headline.latest if headline else None
    if headline is None or row is None:
        return None
    return {
        "value": with_unit(row.value, version.unit if version else "", units),
        "period": period_name(row.period),
        "series": headline.series,
        "flags": flag_labels(row.flags),
    }


def assessment_of(
    indicator: Indicator,
    version: IndicatorVersion | None,
    headline: Line | None,
    reference: Line | None,
    targets: Sequence[TargetRow],
) -> Assessment:
    """Judge the headline from the indicator's base period on."""
    figures = headline.figures() if headline else []
    base = time_of(indicator.base_period) if indicator.base_period else _first(figures)
    question = Question(
        base=base,
        direction=_direction(version),
        target=_target(targets, headline, version),
        limit=_limit(version),
    )
    return assess(figures, question, reference=reference.figures() if reference else ())


def assessed(
    found: Assessment, version: IndicatorVersion | None, units: dict[str, Code]
) -> Context:
    """Return what an assessment says, in sentences and as the table of its methods."""
    unit = _("points") if version and version.unit == "PC" else _unit(version, units)
    return {
        "verdict": wording.verdict(found),
        "grounds": wording.grounds(found),
        "gap": wording.gap_sentences(found.gap, found.question.base, unit) if found.gap else [],
        "is_known": not found.cautions and found.reason is None,
        "methods": [
            {
                "name": wording.METHODS[each.method.value],
                "standing": wording.STANDINGS[each.judgement.standing],
                "reason": wording.REASONS.get(each.judgement.reason)
                if each.judgement.reason
                else "",
                "share": _share(each.bases.share) if each.bases else "–",
            }
            for each in found.answers
        ],
    }


def table(
    line: Line,
    version: IndicatorVersion | None,
    units: dict[str, Code],
    sources: dict[int, Source],
) -> Context:
    """Return a series as rows of a table, newest first."""
    return {
        "series": line.series,
        "unit": _unit(version, units),
        "register": registries.measured_registers.get(line.series.register),
        "cells": [
            Cell(
                row=row,
                value=written(row.value),
                flags=flag_labels(row.flags),
                source=sources[row.provenance_id].number,
            )
            for row in reversed(line.rows)
        ],
    }


def number_sources(lines: Iterable[Line]) -> dict[int, Source]:
    """Number the origins of some figures, by the key of the origin; the same text is one source."""
    found: dict[int, Source] = {}
    numbers: dict[tuple[str, str, str], int] = {}
    for line in lines:
        for row in line.rows:
            origin = row.provenance
            named = origin.sources[0] if origin.sources else {"title": str(origin), "address": ""}
            name = (named["title"], named["address"], origin.certainty)
            number = numbers.setdefault(name, len(numbers) + 1)
            found.setdefault(
                origin.pk,
                Source(
                    number,
                    named["title"],
                    named["address"],
                    origin.get_certainty_display(),
                    origin.retrieved_on,
                ),
            )
    return found


def _chart(
    indicator: Indicator,
    headline: Line | None,
    reference: Line | None,
    found: Assessment,
    unit: str,
) -> Any:
    if headline is None:
        return None
    target = found.question.target
    return pictures.of_indicator(
        headline,
        reference,
        title=read(indicator.title).text,
        description=read(headline.series.title).text,
        unit=unit,
        target=target,
        target_name=_("Target %(year)s") % {"year": int(target.time)} if target else "",
    )


def _reference(headline: Line | None, lines: Sequence[Line]) -> Line | None:
    wanted = headline.series.compared_with_id if headline else None
    return next((line for line in lines if line.series.pk == wanted), None)


def _targets(lines: Sequence[Line]) -> list[TargetRow]:
    keys = [line.series.pk for line in lines if line.series.role == Role.HEADLINE]
    return list(TargetRow.objects.filter(series__in=keys).order_by("period"))


def _target(
    targets: Sequence[TargetRow], headline: Line | None, version: IndicatorVersion | None
) -> Target | None:
    row = targets[-1] if targets and headline else None
    if row is None:
        return None
    value = row.value.scaleb(version.multiplier if version else 0)
    return Target(time_of(row.period), float(value))


def _direction(version: IndicatorVersion | None) -> Direction | None:
    wish = version.wish if version else Wish.NONE
    return Direction(wish) if wish in {Wish.UP, Wish.DOWN} else None


def _limit(version: IndicatorVersion | None) -> float | None:
    if version is None:
        return None
    limit = version.highest if version.wish == Wish.UP else version.lowest
    return None if limit is None else float(limit)


def _first(figures: Sequence[Figure]) -> float:
    return figures[0].time if figures else 0.0


def _unit(version: IndicatorVersion | None, units: dict[str, Code]) -> str:
    code = units.get(version.unit) if version else None
    return read(code.name).text if code else ""


def _share(share: float | None) -> str:
    return "–" if share is None else f"{round(100 * share)} %"


def _breaks(version: Any) -> list[Context]:
    rows = version.broken if version else []
    return [{"period": period_name(each.period), "row": each} for each in rows]


def _definitions(version: Any) -> list[Any]:
    return [version, *version.broken] if version else []
