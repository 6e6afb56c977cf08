"""What the comparison shows: one indicator for places and periods, chosen by the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opencity.core.texts import read
from opencity.core.texts.notices import text_notice
from opencity.monitor import pictures, queries
from opencity.monitor.charts import Row
from opencity.monitor.charts.data import DOUBTFUL
from opencity.monitor.enums import Role
from opencity.monitor.lines import Line, read_by, with_figures
from opencity.monitor.methods.periods import end_of, time_of
from opencity.monitor.models import Code, Indicator, IndicatorVersion, Series
from opencity.monitor.numbers import flag_labels, period_name, written
from opencity.monitor.pages import Context, crumbs

_MOST_PLACES = 12
_MOST_LINES = 4
"""Places whose ways are drawn as lines; more of them would cross too often."""


@dataclass(frozen=True)
class Span:
    """Periods from one to another, as asked for; what is no period is told and left out."""

    start: str
    end: str
    troubles: tuple[str, ...]

    def holds(self, time: float) -> bool:
        """Tell whether a moment lies within."""
        after = not self.start or time >= time_of(self.start)
        return after and (not self.end or time <= end_of(self.end))


def compare_context(asked: QueryDict) -> Context:
    """One indicator for chosen places and years, from the parameters of the address."""
    comparable = _comparable()
    rows = [row for row in queries.indicators() if row.pk in comparable]
    chosen = next((row for row in rows if row.slug == asked.get("indicator")), None)
    version = queries.current_version(chosen) if chosen else None
    lines = _lines_by_place(chosen, version) if chosen else {}
    names = _names(lines)
    span = _span(asked)
    wanted = [code for code in lines if code in asked.getlist("place")] or list(lines)
    shown = {code: lines[code] for code in wanted[:_MOST_PLACES]}
    periods = _periods(shown, span)
    return {
        "crumbs": crumbs(),
        "next_release": rows[0].next_release if rows else None,
        "rows": rows,
        "chosen": chosen,
        "places": [{"code": code, "name": names[code]} for code in lines],
        "wanted": wanted,
        "start": asked.get("start", "")[:10],
        "end": asked.get("end", "")[:10],
        "troubles": span.troubles,
        "most": _MOST_PLACES,
        "is_too_long": len(wanted) > _MOST_PLACES,
        "columns": [names[code] for code in shown],
        "lines": [
            {"period": period_name(period), "cells": _cells(shown, period)}
            for period in reversed(periods)
        ],
        "address": reverse("monitor:compare"),
        "data": _data(chosen, shown, span) if chosen else "",
        **(_charts(chosen, version, shown, names, periods, is_free=_is_free(shown, lines, span))),
        **text_notice(rows),
    }


def _span(asked: QueryDict) -> Span:
    said = {"start": asked.get("start", "").strip(), "end": asked.get("end", "").strip()}
    labels = {"start": pgettext("period", "From"), "end": pgettext("period", "To")}
    troubles = []
    for name, period in said.items():
        try:
            time_of(period or "2000")
        except ValueError:
            told = _("%(field)s: write it like 2024, 2024-Q3 or 2024-07.")
            troubles.append(told % {"field": labels[name]})
            said[name] = ""
    return Span(said["start"], said["end"], tuple(troubles))


def _comparable() -> set[int]:
    """Return the indicators that have series of more than one place."""
    places: dict[int, set[str]] = {}
    rows = Series.objects.filter(role__in=[Role.HEADLINE, Role.PEER])
    for indicator, dimensions in rows.values_list("indicator_id", "dimensions"):
        places.setdefault(indicator, set()).add(dimensions.get("REF_AREA", ""))
    return {indicator for indicator, found in places.items() if len(found) > 1}


def _lines_by_place(indicator: Indicator, version: IndicatorVersion | None) -> dict[str, Line]:
    """Return a line for each place, the first of several; the headline stands before peers."""
    roles = [Role.HEADLINE, Role.PEER]
    rows = list(queries.series_of([indicator]).filter(role__in=roles).select_related("indicator"))
    lines = [line for line in with_figures(rows) if line.rows]
    read_by(version, lines)
    found: dict[str, Line] = {}
    for line in lines:
        found.setdefault(line.series.dimensions.get("REF_AREA", ""), line)
    return found


def _names(lines: Mapping[str, Line]) -> dict[str, str]:
    known = Code.objects.filter(dimension="REF_AREA", code__in=list(lines))
    named = {row.code: read(row.name).text for row in known}
    return {code: named.get(code, code) for code in lines}


def _periods(shown: Mapping[str, Line], span: Span) -> list[str]:
    found = {row.period: row.time for line in shown.values() for row in line.rows}
    return sorted((each for each in found if span.holds(found[each])), key=lambda p: found[p])


def _cells(lines: Mapping[str, Line], period: str) -> list[dict[str, Any]]:
    found = []
    for line in lines.values():
        row = next((row for row in line.rows if row.period == period), None)
        found.append(
            {"value": written(row.value), "flags": flag_labels(row.flags)}
            if row
            else {"value": "", "flags": []}
        )
    return found


def _data(chosen: Indicator, shown: Mapping[str, Line], span: Span) -> str:
    """Return the address of exactly these series and periods as a file."""
    keys = ",".join(line.series.key for line in shown.values())
    asked = {"series": f"{chosen.code}/{keys}", "start": span.start, "end": span.end}
    said = {name: value for name, value in asked.items() if value}
    return f"/api/v1/monitor/observations?{urlencode({**said, 'format': 'csv'}, safe='/,')}"


def _is_free(shown: Mapping[str, Line], lines: Mapping[str, Line], span: Span) -> bool:
    """Tell whether readers chose something: such charts are countless and kept for days only."""
    return bool(span.start or span.end) or len(shown) < min(len(lines), _MOST_PLACES)


def _charts(
    chosen: Indicator | None,
    version: IndicatorVersion | None,
    shown: Mapping[str, Line],
    names: Mapping[str, str],
    periods: Sequence[str],
    *,
    is_free: bool,
) -> Context:
    """Return bars of the period that most places have, and lines of a few places."""
    period = _fullest(shown, periods)
    if chosen is None or not period:
        return {"bars": None, "bars_period": "", "ways": None}
    rows = [_row(names[code], line, period) for code, line in shown.items()]
    title = read(chosen.title).text
    bars, ways = pictures.of_comparison(
        rows,
        _ways(shown, names, periods),
        titles=(f"{title} – {period_name(period)}", title),
        unit=_unit(version),
        is_free=is_free,
    )
    return {"bars": bars, "bars_period": period_name(period), "ways": ways}


def _unit(version: IndicatorVersion | None) -> str:
    name = queries.unit_of(version).values()
    return next((read(code.name).text for code in name), "")


def _fullest(shown: Mapping[str, Line], periods: Sequence[str]) -> str:
    """Return the period for which most places have a figure, the latest one of several."""
    known = {
        period: sum(
            any(row.period == period and row.value is not None for row in line.rows)
            for line in shown.values()
        )
        for period in periods
    }
    best = max(known.values(), default=0)
    return next((period for period in reversed(periods) if best and known[period] == best), "")


def _row(name: str, line: Line, period: str) -> Row:
    row = next((row for row in line.rows if row.period == period), None)
    figure = queries.as_figure(row) if row else None
    own = line.series.role == Role.HEADLINE
    if figure is None:
        return Row(name, None, own=own, note=_("no figure"))
    doubtful = bool(figure.flags & DOUBTFUL)
    return Row(name, figure.value, figure.low, figure.high, own=own, doubtful=doubtful)


def _ways(shown: Mapping[str, Line], names: Mapping[str, str], periods: Sequence[str]) -> list[Any]:
    """Return the places as lines over time, if they are few and have several figures."""
    if len(shown) > _MOST_LINES:
        return []
    kept = set(periods)
    found = []
    for code, line in shown.items():
        part = Line(line.series, [row for row in line.rows if row.period in kept])
        drawing = pictures.drawing_of(part, name=names[code])
        if drawing is not None and len(drawing.figures) > 1:
            found.append(drawing)
    return found if len(found) > 1 else []
