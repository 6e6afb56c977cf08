"""Series with their figures in force: what pages, charts and files show."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from opencity.monitor import queries
from opencity.monitor.methods.figures import Figure, Flag
from opencity.monitor.methods.periods import time_of
from opencity.monitor.models import Observation, Series


@dataclass
class Line:
    """A series with its figures in force, by time."""

    series: Series
    rows: list[Observation] = field(default_factory=list)

    @property
    def latest(self) -> Observation | None:
        """Return the last figure that has a value."""
        return next((row for row in reversed(self.rows) if row.value is not None), None)

    def figures(self) -> list[Figure]:
        """Return the figures that have values, for the methods.

        A break at a figure without a value is one at the next figure.
        """
        found: list[Figure] = []
        is_broken = False
        for row in self.rows:
            figure = queries.as_figure(row)
            is_broken = is_broken or Flag.BREAK.value in row.flags
            if figure is not None:
                found.append(with_break(figure) if is_broken else figure)
                is_broken = False
        return found


def with_break(figure: Figure) -> Figure:
    """Return a figure that cannot be compared with those before it."""
    return replace(figure, flags=figure.flags | {Flag.BREAK})


def with_figures(rows: Sequence[Series], as_of: datetime.datetime | None = None) -> list[Line]:
    """Return series with their figures in force at a moment; one query."""
    lines = {row.pk: Line(row) for row in rows}
    observations = queries.in_force(as_of).filter(series__in=lines)
    for observation in observations.select_related("provenance").order_by("time"):
        lines[observation.series_id].rows.append(observation)
    return list(lines.values())


def read_by(version: Any, lines: Iterable[Line]) -> None:
    """Read figures by their definition: in its unit, with its breaks. Nothing is saved.

    The first figure of a series from a break on is flagged, whether it has a value or not, if there
    are figures from before it.
    """
    if version is None:
        return
    breaks = [time_of(each.period) for each in version.broken]
    for line in lines:
        for row in line.rows if version.multiplier else ():
            row.value, row.low, row.high = (
                None if number is None else number.scaleb(version.multiplier)
                for number in (row.value, row.low, row.high)
            )
        for since in breaks:
            later = [row for row in line.rows if row.time >= since]
            if later and len(later) < len(line.rows):
                first = later[0]
                first.flags = "".join(sorted({*first.flags, Flag.BREAK.value}))
