"""Round numbers for axes."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, log10

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_YEARS = (1, 2, 5, 10, 20, 50, 100)


def round_ticks(values: Iterable[float], about: int = 5, *, zero: bool = False) -> list[float]:
    """Return evenly spaced round numbers that enclose all values, about as many as wanted."""
    seen = [*values, *([0.0] if zero else [])]
    low, high = min(seen), max(seen)
    if low == high:
        low, high = low - (abs(low) * 0.1 or 1.0), high + (abs(high) * 0.1 or 1.0)
    step = _step((high - low) / max(about - 1, 1))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    digits = 2 - floor(log10(step))
    return [round(number * step, digits) for number in range(first, last + 1)]


def years(first: float, last: float, most: int) -> list[int]:
    """Return the years to write under an axis, at most so many, round ones where some are left."""
    start, end = ceil(first), floor(last)
    step = next((each for each in _YEARS if (end - start) / each < most), _YEARS[-1])
    if step == 1:
        return list(range(start, end + 1))
    return [year for year in range(start, end + 1) if year % step == 0]


def places_of(ticks: list[float]) -> int:
    """Return the digits after the decimal sign that tell all ticks apart."""
    return next(
        (places for places in range(6) if all(round(t, places) == t for t in ticks)),
        6,
    )


def apart(wanted: list[float], sizes: list[float], lowest: float, highest: float) -> list[float]:
    """Return positions as near as may be to the wanted ones where nothing overlaps.

    ``sizes`` are the heights of what stands centred at each; all stay between the bounds as long
    as there is room.
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    placed = list(wanted)
    edge = lowest
    for index in order:
        placed[index] = max(placed[index], edge + sizes[index] / 2)
        edge = placed[index] + sizes[index] / 2
    edge = highest
    for index in reversed(order):
        placed[index] = min(placed[index], edge - sizes[index] / 2)
        edge = placed[index] - sizes[index] / 2
    return placed


def _step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return next(power * each for each in _STEPS if power * each >= rough * (1 - 1e-9))
