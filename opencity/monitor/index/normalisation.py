"""Brings indicators of different units and directions onto one scale where more is better.

Definitions: OECD/JRC, Handbook on Constructing Composite Indicators (2008), chapter 5; as in
COINr's ``n_minmax``, ``n_zscore``, ``n_prank``, ``n_goalposts``, ``n_dist2targ``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from opencity.monitor.index.choices import Normalisation, Scale
from opencity.monitor.index.framework import Node
from opencity.monitor.index.mistakes import ChoicesRefused
from opencity.monitor.index.ordering import below_and_upto

Floats = NDArray[np.float64]


def normalise(values: Floats, indicators: Sequence[Node], rule: Normalisation) -> Floats:
    """Return values (units, indicators) on the common scale; NaN stays NaN.

    Raises ``ChoicesRefused`` for indicators that the scale cannot hold.
    """
    if rule.method in _NEED_A_SPREAD:
        _refuse_constant(values, indicators, rule)
    columns = [
        _METHODS[rule.method](values[:, place] * node.direction, node)
        for place, node in enumerate(indicators)
    ]
    scaled = np.column_stack(columns)
    if rule.method == Scale.Z_SCORE:
        return scaled
    return rule.lower + (rule.upper - rule.lower) * scaled


def min_max(values: Floats, node: Node) -> Floats:
    """Return (x − min) / (max − min), from 0 to 1."""
    low, high = np.nanmin(values), np.nanmax(values)
    return (values - low) / (high - low)


def z_score(values: Floats, node: Node) -> Floats:
    """Return (x − mean) / standard deviation of the sample: mean 0, deviation 1."""
    return (values - np.nanmean(values)) / np.nanstd(values, ddof=1)


def percentile_rank(values: Floats, node: Node) -> Floats:
    """Return the share of the other units that are below, from 0 to 1; ties are not below."""
    below, _ = below_and_upto(values)
    return below / (np.sum(~np.isnan(values)) - 1)


def goalposts(values: Floats, node: Node) -> Floats:
    """Return the place between the framework's two goalposts, from 0 to 1, cut off beyond them."""
    if node.goalposts is None:
        raise ChoicesRefused([f"{node.code} has no goalposts in the framework"])
    low, high = sorted(end * node.direction for end in node.goalposts)
    return np.clip((values - low) / (high - low), 0.0, 1.0)


def distance_to_target(values: Floats, node: Node) -> Floats:
    """Return 1 − (target − x) / (target − worst), from 0 to 1, cut off beyond the target."""
    if node.target is None:
        raise ChoicesRefused([f"{node.code} has no target in the framework"])
    target, worst = node.target * node.direction, np.nanmin(values)
    if target <= worst:
        raise ChoicesRefused([f"{node.code}: every unit has reached the target of {node.target:g}"])
    return np.minimum(1 - (target - values) / (target - worst), 1.0)


def _refuse_constant(values: Floats, indicators: Sequence[Node], rule: Normalisation) -> None:
    reasons = []
    for column, node in zip(values.T, indicators, strict=True):
        known = column[~np.isnan(column)]
        if known.size < 2 or np.ptp(known) == 0:
            reasons.append(
                f"{node.code} does not differ between units: {rule.method} has no spread"
            )
    if reasons:
        raise ChoicesRefused(reasons)


_NEED_A_SPREAD = (Scale.MIN_MAX, Scale.Z_SCORE, Scale.PERCENTILE_RANK)
_METHODS: dict[Scale, Callable[[Floats, Node], Floats]] = {
    Scale.MIN_MAX: min_max,
    Scale.Z_SCORE: z_score,
    Scale.PERCENTILE_RANK: percentile_rank,
    Scale.GOALPOSTS: goalposts,
    Scale.TARGET: distance_to_target,
}
