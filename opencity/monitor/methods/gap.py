"""The gap between two groups over time, such as foreign citizens and nationals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import sqrt
from statistics import median

from opencity.monitor.methods.figures import Figure

FEWEST = 8
"""Points below which the test for a trend has no say; its normal approximation fails as well."""

_SURE = 1.959964
"""The 97.5 % point of the normal distribution: a trend is one at the 5 % level, both sides."""


class GapTrend(StrEnum):
    """What becomes of a gap."""

    WIDENS = "widens"
    NARROWS = "narrows"
    UNSTEADY = "unsteady"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Gap:
    """Differences, group minus reference, in the unit of the figures; ``slope`` is units a year."""

    points: tuple[tuple[float, float], ...]
    slope: float | None
    trend: GapTrend


def gap_between(group: Iterable[Figure], reference: Iterable[Figure]) -> Gap:
    """Return the differences at the times that both have, and what becomes of their size.

    The slope is the median of the slopes of all pairs of years (Theil 1950, Sen 1968), which a
    single odd year does not move. The gap widens or narrows when the test of Mann (1945) and
    Kendall finds a trend in its size at the 5 % level.
    """
    others = {figure.time: figure.value for figure in reference}
    points = tuple(
        (figure.time, figure.value - others[figure.time])
        for figure in group
        if figure.time in others
    )
    sizes = [(time, abs(difference)) for time, difference in points]
    slopes = _slopes(sizes)
    return Gap(points, median(slopes) if slopes else None, _trend([size for _, size in sizes]))


def mann_kendall(values: Sequence[float]) -> float:
    """Return the standard normal statistic of Mann and Kendall, corrected for ties."""
    signs = [(late > early) - (late < early) for early, late in combinations(values, 2)]
    total, size = sum(signs), len(values)
    spread = size * (size - 1) * (2 * size + 5)
    for tied in Counter(values).values():
        spread -= tied * (tied - 1) * (2 * tied + 5)
    if total == 0 or spread == 0:
        return 0.0
    return float((total - (1 if total > 0 else -1)) / sqrt(spread / 18))


def _slopes(points: Sequence[tuple[float, float]]) -> list[float]:
    pairs = combinations(points, 2)
    return [(late - early) / (end - start) for (start, early), (end, late) in pairs]


def _trend(sizes: Sequence[float]) -> GapTrend:
    if len(sizes) < FEWEST:
        return GapTrend.UNKNOWN
    statistic = mann_kendall(sizes)
    if abs(statistic) < _SURE:
        return GapTrend.UNSTEADY
    return GapTrend.WIDENS if statistic > 0 else GapTrend.NARROWS
