"""How far a class depends on what somebody chose: the base year, and the luck of the sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from opencity.monitor.methods.figures import Figure
from opencity.monitor.methods.judgement import Standing

Judge = Callable[[Figure, Figure], Standing]
"""Gives the class of a base figure and the last one."""

SHORTEST_SPAN = 3.0
"""Years that a base must lie before the last figure, so that a single jump is no trend."""

FEWEST_BASES = 3
"""Bases below which nobody can tell whether a class depends on the one that was chosen."""

DRAWS = 1_000
_SIGMAS_IN_INTERVAL = 2 * 1.959964
"""Width of a 95 % interval of a normal distribution, in standard deviations."""


@dataclass(frozen=True)
class ByBase:
    """The class that each admissible base gives, and the share that agrees with the chosen one.

    The share is ``None`` when there are fewer than three bases to compare.
    """

    standings: tuple[tuple[float, Standing], ...]
    share: float | None


@dataclass(frozen=True)
class ByChance:
    """The share of draws within the intervals that give the class; ``None`` without intervals."""

    share: float | None
    draws: int = 0
    seed: int = 0


def by_base(figures: Sequence[Figure], judge: Judge, chosen: Standing) -> ByBase:
    """Judge from every figure that lies at least three years before the last one."""
    last = figures[-1]
    bases = [figure for figure in figures if last.time - figure.time >= SHORTEST_SPAN]
    found = tuple((base.time, judge(base, last)) for base in bases)
    known = [standing for _, standing in found if standing is not Standing.CANNOT_BE_ASSESSED]
    same = sum(standing == chosen for standing in known)
    share = same / len(known) if len(known) >= FEWEST_BASES else None
    return ByBase(found, share)


def by_chance(base: Figure, last: Figure, judge: Judge, chosen: Standing, seed: int) -> ByChance:
    """Draw both figures from the normal distributions of their 95 % intervals and judge again.

    A figure without an interval stays as it is; without any interval there is nothing to say.
    """
    if not (base.has_interval or last.has_interval):
        return ByChance(None)
    generator = np.random.Generator(np.random.PCG64(seed))
    pairs = zip(_draws(base, generator), _draws(last, generator), strict=True)
    same = sum(
        judge(replace(base, value=first), replace(last, value=second)) is chosen
        for first, second in pairs
    )
    return ByChance(same / DRAWS, DRAWS, seed)


def _draws(figure: Figure, generator: np.random.Generator) -> list[float]:
    if figure.low is None or figure.high is None:
        return [figure.value] * DRAWS
    deviation = (figure.high - figure.low) / _SIGMAS_IN_INTERVAL
    return [float(value) for value in generator.normal(figure.value, deviation, DRAWS)]
