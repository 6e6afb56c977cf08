"""How sure the ranks are: Monte Carlo over what could have been chosen otherwise.

Every draw takes one option of each factor, all equally likely; method: Saisana, Saltelli and
Tarantola, Journal of the Royal Statistical Society A 168(2), 2005.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.typing import NDArray

from opencity.monitor.index.calculate import OWN, Choice, Index, scores
from opencity.monitor.index.choices import LeaveOut
from opencity.monitor.index.ordering import Ranks, ranks

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
NOISE, LEAVE_OUT = "weight_noise", "leave_out"
# Sets of disturbed weights to draw from, so that one number stands for a whole set.
NOISE_SETS = 4096
LOW, HIGH = 0.05, 0.95
# Numbers that one array of a chunk may hold: about 16 MB.
_CHUNK = 2_000_000
# Draws that are taken together; all draws of one choice in a batch share its stages.
_BATCH = 5_000


@dataclass(frozen=True)
class Factor:
    """One choice that is open: its step in the recipe and the number of its options."""

    name: str
    options: int


@dataclass(frozen=True)
class Intervals:
    """Ranks and how far they move, shape (aggregates, units); 0 where there is no rank.

    ``low`` to ``high`` are the 5th and 95th percentile of the draws, ``kept`` the share of draws
    (0 to 1) with the recipe's own rank.
    """

    nominal: Ranks
    low: Ranks
    median: Ranks
    high: Ranks
    kept: Floats
    draws: int


class Draws:
    """Works an index out again and again under other choices."""

    def __init__(self, index: Index, seed: SeedSequence) -> None:
        self.index = index
        self.factors = factors(index)
        self._own_ranks = ranks(self._scores(OWN, index.weights(OWN)[None]))[0]
        self._noise = _noise(index, Generator(PCG64(seed)))
        self._left_out = _left_out(index)

    @property
    def nominal(self) -> Ranks:
        """Return the ranks (aggregates, units) of the recipe's own choices."""
        return self._own_ranks

    def ranks(self, uniform: Floats, *, only_top: bool = False) -> Ranks:
        """Return ranks (draws, aggregates, units) for points (draws, factors) of the unit cube.

        With ``only_top`` the index is the only aggregate.
        """
        options = self._options(uniform)
        first = -1 if only_top else 0
        shape = (len(uniform), *self.nominal[first:].shape)
        found = np.empty(shape, dtype=np.int16)
        for choice, rows in self._alike(options):
            weights = self.index.weights(choice) * self._noise[options[NOISE][rows]]
            weights *= self._left_out[options[LEAVE_OUT][rows]]
            found[rows] = ranks(self._scores(choice, weights)[:, first:])
        return found

    def _scores(self, choice: Choice, weights: Floats) -> Floats:
        index = self.index
        return scores(index.framework, index.normalised(choice), weights, index.aggregation(choice))

    def _options(self, uniform: Floats) -> dict[str, Places]:
        """Return the option taken by each draw, by factor; 0 where nothing is open."""
        taken = {
            factor.name: (uniform[:, place] * factor.options).astype(np.intp)
            for place, factor in enumerate(self.factors)
        }
        own = np.zeros(len(uniform), dtype=np.intp)
        return {name: taken.get(name, own) for name in (*Choice._fields, NOISE, LEAVE_OUT)}

    def _alike(self, options: dict[str, Places]) -> Iterator[tuple[Choice, Places]]:
        """Yield each discrete choice with the draws that take it, a chunk at a time."""
        taken = np.column_stack([options[name] for name in Choice._fields])
        distinct, which = np.unique(taken, axis=0, return_inverse=True)
        size = max(1, _CHUNK // (len(self.index.units) * len(self.index.framework.nodes)))
        for number, row in enumerate(distinct):
            rows = np.flatnonzero(which.ravel() == number)
            for start in range(0, len(rows), size):
                yield Choice(*map(int, row)), rows[start : start + size]


def factors(index: Index) -> tuple[Factor, ...]:
    """Return what is open in an index, in the order of the steps."""
    recipe = index.recipe
    options = {
        "imputation": len(recipe.imputations),
        "treatment": len(recipe.treatments),
        "normalisation": len(recipe.normalisations),
        "weighting": len(recipe.weightings),
        "aggregation": len(recipe.aggregations),
        NOISE: NOISE_SETS if recipe.alternatives.noise.levels else 1,
        LEAVE_OUT: len(_left_out(index)),
    }
    return tuple(Factor(name, count) for name, count in options.items() if count > 1)


def uncertainty(draws: Draws, count: int, seed: SeedSequence) -> Intervals:
    """Return the rank intervals from ``count`` random draws."""
    generator = Generator(PCG64(seed))
    sizes = (min(_BATCH, count - start) for start in range(0, count, _BATCH))
    drawn = (draws.ranks(generator.random((size, len(draws.factors)))) for size in sizes)
    return intervals(drawn, draws.nominal)


def intervals(drawn: Iterable[Ranks], nominal: Ranks) -> Intervals:
    """Return how ranks spread around the nominal ones (aggregates, units).

    ``drawn`` gives ranks (draws, aggregates, units) in batches; only how often each rank occurs is
    kept, so that memory does not grow with the draws.
    """
    counts = _counts(drawn, nominal)
    draws = int(counts[0, 0].sum())
    return Intervals(
        nominal=nominal,
        low=_quantile(counts, LOW),
        median=_quantile(counts, 0.5),
        high=_quantile(counts, HIGH),
        kept=np.take_along_axis(counts, nominal[..., None].astype(np.intp), axis=-1)[..., 0]
        / draws,
        draws=draws,
    )


def _counts(drawn: Iterable[Ranks], nominal: Ranks) -> Places:
    """Return how often each unit had each rank, shape (aggregates, units, ranks from 0)."""
    ranks = nominal.shape[-1] + 1
    first = np.arange(nominal.size) * ranks
    counts = np.zeros(nominal.size * ranks, dtype=np.intp)
    for batch in drawn:
        places = batch.reshape(len(batch), -1) + first
        counts += np.bincount(places.ravel(), minlength=len(counts))
    return counts.reshape(*nominal.shape, ranks)


def _quantile(counts: Places, share: float) -> Ranks:
    """Return the smallest rank that at least this share of the ranked draws does not exceed.

    The inverse of the empirical distribution (type 1 of Hyndman and Fan, The American Statistician
    50, 1996), so that an end of an interval is a rank that really occurred; 0 if none did.
    """
    upto = np.cumsum(counts[..., 1:], axis=-1)
    wanted = np.maximum(np.ceil(share * upto[..., -1:] - 1e-9), 1)
    found = np.argmax(upto >= wanted, axis=-1) + 1
    return np.where(upto[..., -1] > 0, found, 0).astype(np.int16)


def _noise(index: Index, generator: Generator) -> Floats:
    """Return multipliers of weights (sets, nodes), evenly between 1 − share and 1 + share."""
    noise, nodes = index.recipe.alternatives.noise, index.framework.nodes
    if not noise.levels:
        return np.ones((1, len(nodes)))
    moved = np.array([node.level in noise.levels for node in nodes])
    spread = generator.uniform(-noise.share, noise.share, (NOISE_SETS, len(nodes)))
    return 1 + spread * moved


def _left_out(index: Index) -> Floats:
    """Return masks of weights (options, nodes): nothing left out, then each node by turns."""
    level = {LeaveOut.INDICATORS: 1, LeaveOut.PILLARS: 2}.get(index.recipe.alternatives.leave_out)
    nodes = index.framework.nodes
    turns = [place for place, node in enumerate(nodes) if node.level == level]
    masks = np.ones((1 + len(turns), len(nodes)))
    masks[np.arange(1, 1 + len(turns)), turns] = 0
    return masks
