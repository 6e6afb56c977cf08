"""Weights: the framework's, equal ones, from a principal component, or a committee's vote."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opencity.monitor.index.choices import Ballot, Source, Weighting
from opencity.monitor.index.framework import Framework, Node
from opencity.monitor.index.mistakes import ChoicesRefused

Floats = NDArray[np.float64]
FEWEST_UNITS = 3


def weights(framework: Framework, rule: Weighting, normalised: Floats) -> Floats:
    """Return a weight for each node (nodes,), relative within what hangs on the same aggregate.

    ``normalised`` has shape (units, indicators); only principal components look at it.
    """
    if rule.source == Source.EQUAL:
        return np.ones(len(framework.nodes))
    given = np.array([node.weight for node in framework.nodes])
    if rule.source == Source.PCA:
        return _from_components(framework, normalised, given)
    for vote in rule.votes:
        for code, points in average(vote.ballots).items():
            given[framework.place[code]] = points
    return given


def average(ballots: tuple[Ballot, ...]) -> dict[str, float]:
    """Return the mean of the ballots' points by code (budget allocation, OECD/JRC 2008, p. 96)."""
    codes = [code for code, _ in ballots[0].points]
    return {
        code: float(np.mean([dict(ballot.points)[code] for ballot in ballots])) for code in codes
    }


def loadings(values: Floats) -> Floats:
    """Return the loadings of the first principal component of standardised columns (columns,).

    As COINr's ``get_PCA``: rows with a gap are left out. The sign is such that they sum to more
    than 0, since a component has no direction of its own.
    """
    complete = values[~np.isnan(values).any(axis=1)]
    if values.shape[1] == 1:
        return np.ones(1)
    correlations = np.corrcoef(complete, rowvar=False)
    first = np.linalg.eigh(correlations).eigenvectors[:, -1]
    return first if first.sum() >= 0 else -first


def _from_components(framework: Framework, normalised: Floats, given: Floats) -> Floats:
    reasons: list[str] = []
    weights = given.copy()
    for above in framework.aggregates:
        below = framework.children[above.code]
        if below[0].level == 1:
            places = [framework.place[node.code] for node in below]
            found, why_not = _in_group(above, below, normalised[:, places])
            weights[places] = found
            reasons += why_not
    if reasons:
        raise ChoicesRefused(reasons)
    return weights


def _in_group(above: Node, below: tuple[Node, ...], values: Floats) -> tuple[Floats, list[str]]:
    if why_not := _why_not(above, below, values):
        return np.zeros(len(below)), why_not
    found = loadings(values)
    return found, _negative(above, below, found)


def _why_not(above: Node, below: tuple[Node, ...], values: Floats) -> list[str]:
    complete = values[~np.isnan(values).any(axis=1)]
    if len(complete) < max(len(below), FEWEST_UNITS):
        return [
            f"pca in {above.code}: {len(complete)} units with all figures are too few for "
            f"{len(below)} indicators"
        ]
    same = [
        node.code
        for node, spread in zip(below, np.ptp(complete, axis=0), strict=True)
        if not spread
    ]
    return [f"pca in {above.code}: {code} does not differ between units" for code in same]


def _negative(above: Node, below: tuple[Node, ...], found: Floats) -> list[str]:
    codes = [node.code for node, weight in zip(below, found, strict=True) if weight < 0]
    if not codes:
        return []
    return [
        f"pca in {above.code}: {', '.join(codes)} would get a negative weight, since the "
        "indicators do not point the same way"
    ]
