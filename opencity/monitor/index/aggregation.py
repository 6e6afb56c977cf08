"""Brings what stands below an aggregate together, for many draws of weights at once.

Each mean is f⁻¹(Σ w f(x) / Σ w) over the figures that are there: f is x, log x or 1/x (Beliakov,
Pradera and Calvo, Aggregation Functions, 2007, section 2.3). Copeland scores are those of COINr's
``a_copeland``: for each other unit, the weighted share of figures in which a unit is better, ties
counting half, summed up.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from opencity.monitor.index.choices import Mean
from opencity.monitor.index.ordering import beaten_share

Floats = NDArray[np.float64]


def bring_together(values: Floats, weights: Floats, mean: Mean) -> Floats:
    """Return scores (draws, units) from values (draws or 1, units, parts), weights (draws, parts).

    A missing part is left out and the other weights count for more; NaN when nothing is there.
    """
    there, back = _TRANSFORMS[mean]
    return back(_weighted_mean(there(values), weights))


def _weighted_mean(values: Floats, weights: Floats) -> Floats:
    known = ~np.isnan(values)
    if known.all():
        total = weights.sum(axis=1)[:, None]
    else:
        total = _products(known.astype(float), weights)
        values = np.where(known, values, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return _products(values, weights) / total


def _products(values: Floats, weights: Floats) -> Floats:
    """Return Σ w x for each draw and unit; one matrix product when all draws share the values."""
    if values.shape[0] == 1:
        return weights @ values[0].T
    return np.matmul(values, weights[:, :, None])[:, :, 0]


def _same(values: Floats) -> Floats:
    return values


def _shares(values: Floats) -> Floats:
    """Return the share of the other units that each beats in each part, times their number."""
    others = values.shape[1] - 1
    return others * np.moveaxis(beaten_share(np.moveaxis(values, 1, -1)), -1, 1)


_Transform = Callable[[Floats], Floats]
_TRANSFORMS: dict[Mean, tuple[_Transform, _Transform]] = {
    Mean.ARITHMETIC: (_same, _same),
    Mean.GEOMETRIC: (np.log, np.exp),
    Mean.HARMONIC: (np.reciprocal, np.reciprocal),
    Mean.COPELAND: (_shares, _same),
}
