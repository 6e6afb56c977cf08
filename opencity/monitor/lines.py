"""Series with their figures in force: what pages, charts and files show."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
        """Return the figures that have values, for the methods."""
        found = [queries.as_figure(row) for row in self.rows]
        return [figure for figure in found if figure is not None]


def with_figures(rows: Sequence[Series], as_of: datetime.datetime | None = None) -> list[Line]:
    """Return series with their figures in force at a moment; one query."""
    lines = {row.pk: Line(row) for row in rows}
    observations = queries.in_force(as_of).filter(series__in=lines)
    for observation in observations.select_related("provenance").order_by("time"):
        lines[observation.series_id].rows.append(observation)
    return list(lines.values())


def mark_breaks(lines: Iterable[Line], version: Any) -> None:
    """Flag the first figure of each series from a break of its definition on; nothing is saved."""
    for each in version.broken if version else ():
        since = time_of(each.period)
        for line in lines:
            row = next((row for row in line.rows[1:] if row.time >= since), None)
            if row is not None:
                row.flags = "".join(sorted({*row.flags, Flag.BREAK.value}))
