"""Keeps counts of few people back before they are stored, so that nothing can give them away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone

from opencity.monitor.actions.given import NewFigure
from opencity.monitor.methods.figures import Flag
from opencity.monitor.models import IndicatorVersion

_COUNTS = frozenset({"PER", "NR"})
"""Units in which a value is itself a count; of others the number of people asked is the count."""


class SmallCells:
    """What the definitions in force say about the smallest cells of their indicators."""

    def __init__(self) -> None:
        self._versions: dict[int, IndicatorVersion | None] = {}

    def learn(self, indicators: Iterable[int]) -> None:
        """Look the definitions of indicators up, each once."""
        fresh = set(indicators) - set(self._versions)
        if not fresh:
            return
        rows = IndicatorVersion.objects.filter(
            indicator__in=fresh, valid_from__lte=timezone.localdate()
        )
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
        if version is None or version.unit not in _COUNTS:
            return figure.sample_size
        return None if figure.value is None else float(figure.value) * 10**version.multiplier
