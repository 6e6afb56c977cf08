from __future__ import annotations

from dataclasses import replace

from numpy.random import SeedSequence

from opencity.monitor.index.calculate import Index
from opencity.monitor.index.choices import (
    Alternatives,
    Ballot,
    LeaveOut,
    Noise,
    Screening,
    Source,
    Vote,
    Weighting,
)
from opencity.monitor.index.framework import Framework, Node
from opencity.monitor.index.whatif import fitted, what_if
from tests.monitor.index.small import data, framework, recipe

NAN = float("nan")


def without(frame=None, figures=None, **choices):
    found = what_if(
        recipe(**choices), frame or framework(), figures or data(), 200, SeedSequence(1)
    )
    return {each.removed.code: each for each in found}


def test_each_pillar_is_removed_in_turn():
    found = without()
    assert list(found) == ["People", "Trade"]
    ranks = Index(recipe(), framework(), data()).result().ranks
    assert found["Trade"].result.ranks[-1].tolist() == ranks[0].tolist()
    assert found["People"].result.ranks[-1].tolist() == ranks[1].tolist()


def test_ranks_have_intervals_of_their_own():
    found = without()["Trade"]
    assert found.intervals.nominal.tolist() == found.result.ranks.tolist()
    assert found.intervals.draws == 200


def test_screening_is_done_anew():
    figures = data([[1, 0, 4, 1], [2, 10, 2, 2], [NAN, NAN, NAN, 3], [3, 2, 1, 4]])
    found = without(figures=figures, screening=Screening(0.5))
    assert [unit.code for unit in found["Trade"].index.units] == ["A", "B", "D"]
    assert [unit.code for unit in found["People"].index.units] == ["A", "B", "C", "D"]


def test_a_pillar_that_is_all_there_is_cannot_be_removed():
    frame = Framework(
        (
            Node("I", "I", 1, "P", 1.0),
            Node("J", "J", 1, "P", 1.0),
            Node("P", "P", 2, "X", 1.0),
            Node("X", "X", 3, None, 1.0),
        )
    )
    figures = replace(data([[1, 2], [2, 3]]), groups={})
    assert without(frame, figures) == {}


def test_choices_that_speak_of_what_is_gone_are_dropped():
    votes = (
        Vote("Openness", (Ballot((("People", 60), ("Trade", 40))),)),
        Vote("Trade", (Ballot((("Goods", 100),)),)),
    )
    budget = Weighting(Source.BUDGET, votes)
    open_choices = Alternatives(
        weighting=(budget,), noise=Noise(0.1, (1,)), leave_out=LeaveOut.PILLARS
    )
    rest = framework().without("Trade")
    assert rest is not None
    found = fitted(recipe(denominate=True, weighting=budget, alternatives=open_choices), rest)
    expected = (Vote("Openness", (Ballot((("People", 60),)),)),)
    assert found.weighting.votes == expected
    assert found.alternatives.weighting[0].votes == expected
    assert found.alternatives.leave_out == LeaveOut.NOTHING
    assert not found.denominate
