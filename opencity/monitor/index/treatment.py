"""Outliers: found by skewness and kurtosis, winsorised, or else taken to a logarithmic scale.

The procedure and its definitions are those of COINr (``Treat``, ``winsorise``, ``log_CT``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from opencity.monitor.index.choices import Treatment

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
FEWEST = 4
_OFFSET = 0.01


class How(StrEnum):
    """What was done to an indicator."""

    NOTHING = "nothing"
    WINSORISED = "winsorised"
    LOGARITHM = "logarithm"


@dataclass(frozen=True)
class Treated:
    """One indicator after treatment: its values (units,), what was done, and to which points."""

    values: Floats
    how: How
    points: Flags
    passes: bool


def skewness(values: Floats) -> float:
    """Return the sample skewness G1, as type 2 of e1071 in R; NaN values are left out.

    G1 = g1 √(n(n−1)) / (n−2) (Joanes and Gill, The Statistician 47, 1998). NaN below 3 values or
    when all are equal.
    """
    known = values[~np.isnan(values)]
    n = known.size
    if n < 3 or np.ptp(known) == 0:
        return float("nan")
    away = _deviations(known)
    plain = np.sqrt(n) * np.sum(away**3) / np.sum(away**2) ** 1.5
    return float(plain * np.sqrt(n * (n - 1)) / (n - 2))


def kurtosis(values: Floats) -> float:
    """Return the sample excess kurtosis G2, as type 2 of e1071 in R; NaN values are left out.

    G2 = ((n+1) g2 + 6)(n−1) / ((n−2)(n−3)) (Joanes and Gill 1998). NaN below 4 values or when all
    are equal.
    """
    known = values[~np.isnan(values)]
    n = known.size
    if n < FEWEST or np.ptp(known) == 0:
        return float("nan")
    away = _deviations(known)
    plain = n * np.sum(away**4) / np.sum(away**2) ** 2 - 3
    return float(((n + 1) * plain + 6) * (n - 1) / ((n - 2) * (n - 3)))


def _deviations(known: Floats) -> Floats:
    """Return deviations from the mean over the largest of them, so that no power overflows."""
    away = known - known.mean()
    return away / np.abs(away).max()


def passes(values: Floats, rule: Treatment) -> bool:
    """Return whether skewness or kurtosis is within bounds; what cannot be told passes."""
    skew, kurt = skewness(values), kurtosis(values)
    if np.isnan(skew) or np.isnan(kurt):
        return True
    return abs(skew) < rule.skewness or kurt < rule.kurtosis


def treat(values: Floats, rule: Treatment) -> Treated:
    """Return one indicator (units,) treated: untouched, winsorised, or its logarithm.

    The logarithm is taken of the original values and kept even if it does not pass either.
    """
    none = np.zeros(values.shape, dtype=bool)
    if passes(values, rule):
        return Treated(values, How.NOTHING, none, passes=True)
    winsorised, points = winsorise(values, rule)
    if passes(winsorised, rule):
        return Treated(winsorised, How.WINSORISED, points, passes=True)
    logged = logarithm(values)
    return Treated(logged, How.LOGARITHM, ~np.isnan(values), passes=passes(logged, rule))


def winsorise(values: Floats, rule: Treatment) -> tuple[Floats, Flags]:
    """Return values with the outermost ones moved to the next, and which points were moved.

    The end is the one to which the values are skewed. Tied points move together, so that their
    number can exceed ``rule.points``. Stops before the values would all be equal.
    """
    values = values.copy()
    high = np.zeros(values.shape, dtype=bool)
    low = high.copy()
    while not passes(values, rule) and high.sum() + low.sum() < rule.points:
        upwards = skewness(values) >= 0
        end = np.nanmax(values) if upwards else np.nanmin(values)
        outermost = values == end
        rest = values[~outermost & ~np.isnan(values)]
        if np.ptp(rest) == 0:
            break
        values[outermost] = rest.max() if upwards else rest.min()
        high, low = (outermost, low) if upwards else (high, outermost)
    return values, high | low


def logarithm(values: Floats) -> Floats:
    """Return log(x − min + 0.01 (max − min)), as COINr's ``log_CT``."""
    low, high = np.nanmin(values), np.nanmax(values)
    logged: Floats = np.log(values - low + _OFFSET * (high - low))
    return logged
