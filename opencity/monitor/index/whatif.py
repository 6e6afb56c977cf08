"""What if a pillar were not there: the index built anew without each aggregate in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from numpy.random import SeedSequence

from opencity.monitor.index.calculate import Index, Result
from opencity.monitor.index.choices import Alternatives, Ballot, LeaveOut, Recipe, Vote, Weighting
from opencity.monitor.index.data import Data
from opencity.monitor.index.framework import Framework, Node
from opencity.monitor.index.uncertainty import Draws, Intervals, uncertainty

FEWEST_TO_TAKE_TURNS = 2


@dataclass(frozen=True)
class WhatIf:
    """The index without one node and all below it; every step is done anew, screening too."""

    removed: Node
    index: Index
    result: Result
    intervals: Intervals


def what_if(
    recipe: Recipe, framework: Framework, data: Data, count: int, seed: SeedSequence
) -> Iterator[WhatIf]:
    """Yield the index without each aggregate below the top, with rank intervals of its own."""
    for removed in framework.aggregates[:-1]:
        rest = framework.without(removed.code)
        if rest is None:
            continue
        index = Index(fitted(recipe, rest), rest, reduced(data, framework, rest))
        for_noise, for_draws = seed.spawn(2)
        draws = Draws(index, for_noise)
        yield WhatIf(removed, index, index.result(), uncertainty(draws, count, for_draws))


def reduced(data: Data, framework: Framework, rest: Framework) -> Data:
    """Return the data with the columns of the remaining indicators alone."""
    return replace(
        data, values=data.values[:, [framework.place[node.code] for node in rest.indicators]]
    )


def fitted(recipe: Recipe, rest: Framework) -> Recipe:
    """Return the recipe less what speaks of nodes that are gone."""
    return replace(
        recipe,
        denominate=recipe.denominate and any(node.denominator for node in rest.indicators),
        weighting=_weighting(recipe.weighting, rest),
        alternatives=_alternatives(recipe.alternatives, rest),
    )


def _alternatives(alternatives: Alternatives, rest: Framework) -> Alternatives:
    level = {LeaveOut.INDICATORS: 1, LeaveOut.PILLARS: 2}.get(alternatives.leave_out)
    turns = sum(node.level == level for node in rest.nodes)
    return replace(
        alternatives,
        weighting=tuple(_weighting(each, rest) for each in alternatives.weighting),
        leave_out=alternatives.leave_out if turns >= FEWEST_TO_TAKE_TURNS else LeaveOut.NOTHING,
    )


def _weighting(weighting: Weighting, rest: Framework) -> Weighting:
    votes = (
        Vote(vote.aggregate, tuple(_ballot(ballot, rest) for ballot in vote.ballots))
        for vote in weighting.votes
        if vote.aggregate in rest.children
    )
    return replace(weighting, votes=tuple(votes))


def _ballot(ballot: Ballot, rest: Framework) -> Ballot:
    return Ballot(tuple((code, points) for code, points in ballot.points if code in rest.place))
