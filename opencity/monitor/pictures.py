"""The charts of the monitor's pages, from the series that the pages show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from opencity.core.texts import languages, read
from opencity.monitor.charts import (
    Aim,
    Frame,
    Row,
    both,
    gap,
    over_time,
    places,
    profile,
    ranks,
    reader_of,
    sparkline,
)
from opencity.monitor.charts import Line as Drawing
from opencity.monitor.charts.store import Drawn, drawn, sparklines
from opencity.monitor.enums import Frequency
from opencity.monitor.lines import Line
from opencity.monitor.methods.figures import Target

_STEPS = {Frequency.HALF_YEARLY: 0.5, Frequency.QUARTERLY: 0.25, Frequency.MONTHLY: 1 / 12}
_KEYS = ("monitor",)
MOST_RANKS = 60
"""Rows that a chart of ranks has at most; the table beside it has them all."""


def of_indicator(
    headline: Line,
    reference: Line | None,
    *,
    title: str,
    description: str,
    unit: str,
    target: Target | None,
    target_name: str,
) -> Drawn | None:
    """Return the chart of an indicator, or ``None`` until it is drawn.

    With figures of nationals the gap to them is shaded.
    """
    own = drawing_of(headline)
    if own is None or len(own.figures) < 2:
        return None
    frame = Frame(reader_of(languages.current()), title, description, unit=unit)
    other = drawing_of(reference) if reference else None
    if other is not None:
        chart = partial(gap, group=own, reference=other)
    else:
        aim = Aim(target_name, target.time, target.value) if target else None
        chart = partial(over_time, lines=[own], aim=aim)
    return drawn([both(chart, frame)], keys=_KEYS)[0]


def of_cards(lines: Sequence[Line | None], titles: Sequence[str]) -> list[str]:
    """Return a small multiple for each line, empty where there is none or none yet."""
    reader = reader_of(languages.current())
    found = [drawing_of(line) if line else None for line in lines]
    wanted = {
        place: sparkline(Frame(reader, title, title), each)
        for place, (each, title) in enumerate(zip(found, titles, strict=True))
        if each is not None and len(each.figures) > 1
    }
    made = dict(zip(wanted, sparklines(list(wanted.values()), keys=_KEYS), strict=True))
    return [made.get(place, "") for place in range(len(lines))]


def of_ranks(rows: Sequence[Mapping[str, Any]], *, title: str, description: str) -> Drawn | None:
    """Return ranks on their intervals, the first ones of many, or ``None`` until it is drawn."""
    has_own = any(row["is_own"] for row in rows)
    shown = [
        Row(
            row["label"],
            row["rank"],
            row["low"],
            row["high"],
            own=row["is_own"] or not has_own,
            note="" if row["rank"] else _("too few figures"),
        )
        for row in rows[:MOST_RANKS]
    ]
    frame = Frame(reader_of(languages.current()), title, description)
    return drawn([both(partial(ranks, rows=shown, last=len(rows)), frame)], keys=_KEYS)[0]


def of_profile(
    rows: Sequence[Mapping[str, Any]], ends: tuple[float, float], *, title: str, description: str
) -> Drawn | None:
    """Return pillars as dots on one scale, or ``None`` until it is drawn."""
    shown = [
        Row(
            row["name"],
            row["score"],
            own=True,
            note="" if row["score"] is not None else _("too few figures"),
        )
        for row in rows
    ]
    frame = Frame(reader_of(languages.current()), title, description)
    chart = partial(profile, rows=shown, lowest=ends[0], highest=ends[1])
    return drawn([both(chart, frame)], keys=_KEYS)[0]


def of_comparison(
    rows: Sequence[Row],
    ways: Sequence[Drawing],
    *,
    titles: tuple[str, str],
    unit: str,
    is_free: bool,
) -> tuple[Drawn | None, Drawn | None]:
    """Return places as bars and, if there are any ways, as lines; each ``None`` until drawn.

    What readers chose freely is drawn within bounds and kept briefly.
    """
    reader = reader_of(languages.current())
    about_bars, about_ways = (
        Frame(reader, title, _("Places compared"), unit=unit, brief=is_free) for title in titles
    )
    pairs = [both(partial(places, rows=list(rows)), about_bars)]
    if ways:
        pairs.append(both(partial(over_time, lines=list(ways)), about_ways))
    found = drawn(pairs, keys=_KEYS)
    return found[0], found[1] if ways else None


def drawing_of(line: Line, name: str = "") -> Drawing | None:
    """Return a series as a line to draw, ``None`` without figures."""
    figures = tuple(line.figures())
    if not figures:
        return None
    frequency = line.series.dimensions.get("FREQ", "")
    return Drawing(name or read(line.series.title).text, figures, step=_STEPS.get(frequency, 1.0))
