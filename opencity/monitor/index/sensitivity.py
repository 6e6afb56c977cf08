"""What the ranks hang on: Sobol indices of first order and in total.

The first-order index of a factor is the share of the variance that would go if it were fixed; the
total index is the share that would stay if all others were. Design and estimators: A. Saltelli and
others, Computer Physics Communications 181, 2010, table 2, (b) for the first order and (f), by
Jansen, for the total.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.typing import NDArray

from opencity.monitor.index.sobol import sobol_points
from opencity.monitor.index.uncertainty import HIGH, LOW, Draws

Floats = NDArray[np.float64]
BOOTSTRAPS = 500
_LEAST_EXPONENT, _MOST_EXPONENT = 3, 16


@dataclass(frozen=True)
class Indices:
    """Sobol indices with their bootstrap intervals (5 to 95 %), shape (factors, outputs).

    NaN for an output that never varies.
    """

    first: Floats
    first_low: Floats
    first_high: Floats
    total: Floats
    total_low: Floats
    total_high: Floats


@dataclass(frozen=True)
class Sensitivity:
    """Indices of the mean shift of ranks (one output) and of every unit's rank (units)."""

    factors: tuple[str, ...]
    runs: int
    mean_shift: float
    of_shift: Indices
    of_ranks: Indices


@dataclass(frozen=True)
class Design:
    """Saltelli's design: points A and B (points, factors), and A with one column of B each."""

    a: Floats
    b: Floats

    @property
    def points(self) -> Floats:
        """Return all points (points × (2 + factors), factors): A, B, then the mixed ones."""
        mixed = [self._mixed(column) for column in range(self.a.shape[1])]
        return np.concatenate([self.a, self.b, *mixed])

    def _mixed(self, column: int) -> Floats:
        mixed = self.a.copy()
        mixed[:, column] = self.b[:, column]
        return mixed


def design(exponent: int, factors: int, generator: Generator) -> Design:
    """Return a design on 2**exponent Sobol points of twice as many dimensions as factors."""
    points = sobol_points(exponent, 2 * factors, generator)
    return Design(points[:, :factors], points[:, factors:])


def exponent_for(runs: int, factors: int) -> int:
    """Return the largest exponent whose design needs no more than ``runs`` runs."""
    wanted = int(np.log2(max(1, runs // (factors + 2))))
    return min(max(wanted, _LEAST_EXPONENT), _MOST_EXPONENT)


def analyse(
    model: Callable[[Floats], Floats], exponent: int, factors: int, seed: SeedSequence
) -> tuple[Floats, Indices]:
    """Return the outputs of a model over a design, and their indices.

    The model maps points (points, factors) of the unit cube to outputs (points, outputs).
    """
    for_design, for_bootstrap = (Generator(PCG64(each)) for each in seed.spawn(2))
    outputs = model(design(exponent, factors, for_design).points)
    return outputs, indices(outputs, factors, for_bootstrap)


def indices(outputs: Floats, factors: int, generator: Generator) -> Indices:
    """Return the indices of outputs (points × (2 + factors), outputs) in the order of a design.

    The bootstrap draws whole rows of the design. It takes them as independent, which Sobol points
    are not, so that its intervals are rather too wide than too narrow.
    """
    a, b, *mixed = np.split(outputs - outputs.mean(axis=0), factors + 2)
    size = len(a)
    again = generator.multinomial(size, np.full(size, 1 / size), BOOTSTRAPS)
    # the first row weighs all points alike, the others are the bootstrap's
    rows = np.concatenate([np.ones((1, size)), again]) / size
    variance = _variance(a, b, rows)
    first = [_spread(rows @ (b * (each - a)) / variance) for each in mixed]
    total = [_spread(rows @ ((a - each) ** 2 / 2) / variance) for each in mixed]
    stacked = [np.stack(part) for each in (first, total) for part in zip(*each, strict=True)]
    return Indices(*stacked)


def _variance(a: Floats, b: Floats, weights: Floats) -> Floats:
    """Return the variance over A and B together, shape (rows of weights, outputs); NaN for none."""
    mean = weights @ (a + b) / 2
    variance = weights @ (a**2 + b**2) / 2 - mean**2
    return np.where(variance > 1e-12, variance, np.nan)


def _spread(found: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the value in the first row and the interval of the others, each (outputs,)."""
    low, high = np.quantile(found[1:], [LOW, HIGH], axis=0)
    return found[0], low, high


def sensitivity(draws: Draws, runs: int, seed: SeedSequence) -> Sensitivity:
    """Return what the ranks of the index hang on, from at most ``runs`` runs (at least a few)."""
    names = tuple(factor.name for factor in draws.factors)
    exponent = exponent_for(runs, len(names))
    nominal = draws.nominal[-1].astype(float)

    def outputs(points: Floats) -> Floats:
        ranks = draws.ranks(points, only_top=True)[:, 0].astype(float)
        return np.column_stack([mean_shift(ranks, nominal), ranks])

    found, both = analyse(outputs, exponent, len(names), seed)
    return Sensitivity(
        factors=names,
        runs=len(found),
        mean_shift=float(found[: 2 << exponent, 0].mean()),
        of_shift=_outputs(both, slice(0, 1)),
        of_ranks=_outputs(both, slice(1, None)),
    )


def mean_shift(ranks: Floats, nominal: Floats) -> Floats:
    """Return how many places a unit moves on average in each draw, as COINr's ``get_sensitivity``.

    Ranks have shape (draws, units), nominal ones (units,); a draw without ranks moves nobody.
    """
    moved: Floats = np.where(ranks > 0, np.abs(ranks - nominal), 0).mean(axis=1)
    return moved


def _outputs(found: Indices, which: slice) -> Indices:
    return Indices(*(getattr(found, name)[:, which] for name in Indices.__dataclass_fields__))
