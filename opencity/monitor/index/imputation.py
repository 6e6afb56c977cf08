"""Missing figures: filled from the other units, or left missing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opencity.monitor.index.choices import Filling

Floats = NDArray[np.float64]


def impute(values: Floats, method: Filling, groups: tuple[str, ...] = ()) -> Floats:
    """Return the values (units, indicators) with gaps filled by column.

    The group mean is that of the units in the same group, as COINr's ``i_mean_grp``. A column
    (or group) without any figure stays missing.
    """
    if method == Filling.NONE:
        return values
    if method == Filling.GROUP_MEAN:
        return _by_group(values, np.array(groups))
    return np.where(np.isnan(values), _middle(values, method), values)


def _by_group(values: Floats, groups: NDArray[np.str_]) -> Floats:
    filled = values.copy()
    for group in np.unique(groups):
        rows = groups == group
        filled[rows] = impute(values[rows], Filling.MEAN)
    return filled


def _middle(values: Floats, method: Filling) -> Floats:
    """Return a figure a column, NaN for a column that has none."""
    middle = np.full(values.shape[1], np.nan)
    known = ~np.isnan(values).all(axis=0)
    of = np.nanmedian if method == Filling.MEDIAN else np.nanmean
    middle[known] = of(values[:, known], axis=0)
    return middle
