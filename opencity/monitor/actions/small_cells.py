"""Keeps counts of few people back before they are stored, so that nothing can give them away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from opencity.monitor.actions.given import NewFigure
from opencity.monitor.methods.figures import Flag
from opencity.monitor.models import IndicatorVersion, Observation, Series

_COUNTS = frozenset({"PER", "NR"})
"""Units in which a value is itself a count; of others the number of people asked is the count."""


class SmallCells:
    """What the newest definitions say about the smallest cells of their indicators."""

    def __init__(self) -> None:
        self._versions: dict[int, IndicatorVersion | None] = {}

    def learn(self, indicators: Iterable[int]) -> None:
        """Look the definitions of indicators up, each once."""
        fresh = set(indicators) - set(self._versions)
        if not fresh:
            return
        rows = IndicatorVersion.objects.filter(indicator__in=fresh)
        found = {row.indicator_id: row for row in rows.order_by("number")}
        self._versions |= {key: found.get(key) for key in fresh}

    def guarded(self, figure: NewFigure) -> NewFigure:
        """Return a figure as it may be stored: without its numbers when it counts too few people.

        Nobody at all is no small cell: a zero is kept.
        """
        count = self._count(figure)
        if count is None or not 0 < count < self._smallest(figure):
            return figure
        flags = (set(figure.flags) - {Flag.MISSING.value}) | {Flag.CONFIDENTIAL.value}
        return replace(
            figure, value=None, flags="".join(flags), low=None, high=None, sample_size=None
        )

    def _smallest(self, figure: NewFigure) -> int:
        version = self._versions.get(figure.series.indicator_id)
        return version.smallest_cell if version else 0

    def _count(self, figure: NewFigure) -> float | None:
        version = self._versions.get(figure.series.indicator_id)
        return count_of(figure, figure.series, version) if version else None


def count_of(
    figure: NewFigure | Observation, series: Series, version: IndicatorVersion
) -> float | None:
    """Return how many people a figure counts; ``None`` where it does not tell."""
    if series.dimensions.get("UNIT", version.unit) not in _COUNTS:
        return figure.sample_size
    return None if figure.value is None else float(figure.value) * 10**version.multiplier


def keep_back(version: IndicatorVersion) -> int:
    """Take the numbers out of stored figures that count fewer people than a definition allows.

    Every state of a figure is meant, for good: what was stored before the rule would else be seen
    "as of" an earlier day. Return how many lost their numbers.
    """
    rows = Observation.objects.filter(series__indicator=version.indicator_id, value__gt=0)
    found: dict[str, list[int]] = {}
    for row in rows.select_related("series") if version.smallest_cell else ():
        count = count_of(row, row.series, version)
        if count is not None and 0 < count < version.smallest_cell:
            flags = "".join(sorted({*row.flags, Flag.CONFIDENTIAL.value}))
            found.setdefault(flags, []).append(row.pk)
    for flags, keys in found.items():
        Observation.objects.filter(pk__in=keys).update(
            value=None, low=None, high=None, sample_size=None, flags=flags
        )
    return sum(map(len, found.values()))
