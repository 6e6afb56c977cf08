from __future__ import annotations

import numpy as np
import pytest
from numpy.random import SeedSequence

from opencity.monitor.index.calculate import Index
from opencity.monitor.index.choices import (
    Aggregation,
    Alternatives,
    Filling,
    Imputation,
    LeaveOut,
    Mean,
    Noise,
    Normalisation,
    Scale,
    Source,
    Treatment,
    Weighting,
)
from opencity.monitor.index.ordering import ranks
from opencity.monitor.index.uncertainty import (
    NOISE_SETS,
    Draws,
    Factor,
    factors,
    intervals,
    uncertainty,
)
from tests.monitor.index.small import data, framework, recipe

NAN = float("nan")
ROWS = [[1, 0, 4, 1], [2, 10, 2, 2], [3, 5, 0, 3], [NAN, 2, 3, 4], [5, 9, 1, NAN]]
EVERYTHING = Alternatives(
    imputation=(Imputation(Filling.MEAN), Imputation(Filling.MEDIAN)),
    treatment=(Treatment(),),
    normalisation=(Normalisation(Scale.PERCENTILE_RANK, 1, 100),),
    weighting=(Weighting(Source.EQUAL),),
    aggregation=(Aggregation((Mean.GEOMETRIC,)), Aggregation((Mean.COPELAND,))),
    noise=Noise(0.3, (1, 2)),
    leave_out=LeaveOut.INDICATORS,
)
FROM_ONE = Normalisation(Scale.MIN_MAX, 1, 100)


def drawing(alternatives=EVERYTHING, seed=1) -> Draws:
    rule = recipe(normalisation=FROM_ONE, alternatives=alternatives)
    return Draws(Index(rule, framework(), data(ROWS)), SeedSequence(seed))


def spread(alternatives=EVERYTHING, seed=1, count=400):
    return uncertainty(drawing(alternatives, seed), count, SeedSequence(seed + 100))


def test_every_open_choice_is_a_factor():
    assert factors(drawing().index) == (
        Factor("imputation", 3),
        Factor("treatment", 2),
        Factor("normalisation", 2),
        Factor("weighting", 2),
        Factor("aggregation", 3),
        Factor("weight_noise", NOISE_SETS),
        Factor("leave_out", 5),
    )


def test_a_closed_choice_is_none():
    only = Alternatives(treatment=(Treatment(),))
    assert factors(drawing(only).index) == (Factor("treatment", 2),)


def test_the_same_seed_gives_the_same_draws_and_another_one_others():
    one, again, other = spread(seed=1), spread(seed=1), spread(seed=2)
    assert one.kept.tolist() == again.kept.tolist()
    assert one.low.tolist() == again.low.tolist()
    assert one.kept.tolist() != other.kept.tolist()


def test_a_draw_of_the_recipes_own_choices_gives_its_ranks():
    without_noise = Alternatives(
        imputation=EVERYTHING.imputation,
        leave_out=LeaveOut.PILLARS,
        aggregation=EVERYTHING.aggregation,
    )
    draws = drawing(without_noise)
    assert draws.ranks(np.zeros((1, 3)))[0].tolist() == draws.nominal.tolist()
    assert draws.nominal.tolist() == draws.index.result().ranks.tolist()


def test_each_option_is_the_recipe_with_that_choice():
    """The last third of the interval of three imputations is the median."""
    draws = drawing(Alternatives(imputation=EVERYTHING.imputation))
    rule = recipe(normalisation=FROM_ONE, imputation=Imputation(Filling.MEDIAN))
    expected = Index(rule, framework(), data(ROWS)).result().ranks
    assert draws.ranks(np.array([[0.99]]))[0].tolist() == expected.tolist()


def test_leaving_out_a_pillar_leaves_the_other():
    draws = drawing(Alternatives(leave_out=LeaveOut.PILLARS))
    nothing, without_people, without_trade = draws.ranks(np.array([[0.1], [0.5], [0.9]]))
    people, trade, top = range(3)
    assert without_trade[top].tolist() == nothing[people].tolist()
    assert without_people[top, :4].tolist() == nothing[trade, :4].tolist()


def test_the_top_alone_is_the_last_of_all():
    draws = drawing()
    uniform = np.random.default_rng(3).random((200, 7))
    alone = draws.ranks(uniform, only_top=True)
    assert alone[:, 0].tolist() == draws.ranks(uniform)[:, -1].tolist()


def test_draws_taken_together_are_as_taken_one_by_one():
    draws = drawing()
    uniform = np.random.default_rng(4).random((60, 7))
    one_by_one = [draws.ranks(row[None])[0].tolist() for row in uniform]
    assert draws.ranks(uniform).tolist() == one_by_one


def test_weights_move_by_the_share_asked_for_on_the_levels_asked_for():
    noise = drawing(Alternatives(noise=Noise(0.3, (2,))))._noise
    assert np.abs(noise[:, 4:6] - 1).max() <= 0.3
    assert noise[:, 4:6].std(axis=0) == pytest.approx([0.3 / 3**0.5] * 2, rel=0.05)
    assert (noise[:, [0, 1, 2, 3, 6]] == 1).all()


def test_an_interval_runs_from_the_fifth_to_the_ninety_fifth_of_a_hundred():
    drawn = np.arange(1, 101, dtype=np.int16)[::-1].reshape(-1, 1, 1)
    wide = np.zeros((1, 100), dtype=np.int16)
    found = intervals([np.repeat(drawn, 100, axis=2)], wide)
    assert (found.low[0, 0], found.median[0, 0], found.high[0, 0]) == (5, 50, 95)
    assert found.draws == 100


def test_batches_are_counted_together():
    nominal = np.array([[1, 2, 3]], dtype=np.int16)
    batches = [np.array([[[1, 2, 3]], [[1, 3, 2]]]), np.array([[[2, 1, 3]], [[1, 2, 3]]])]
    found = intervals([each.astype(np.int16) for each in batches], nominal)
    assert found.kept.tolist() == [[0.75, 0.5, 0.75]]
    assert (found.low.tolist(), found.high.tolist()) == ([[1, 1, 2]], [[2, 3, 3]])


def test_draws_without_a_rank_do_not_count_for_its_interval():
    nominal = np.array([[1, 2, 0]], dtype=np.int16)
    drawn = np.array([[[1, 2, 0]], [[0, 1, 0]], [[2, 1, 0]]], dtype=np.int16)
    found = intervals([drawn], nominal)
    assert (found.low.tolist(), found.high.tolist()) == ([[1, 1, 0]], [[2, 2, 0]])


def test_intervals_agree_with_ranking_every_draw_anew():
    draws = drawing()
    uniform = np.random.Generator(np.random.PCG64(SeedSequence(101))).random((400, 7))
    drawn = draws.ranks(uniform)[:, -1]
    found = spread()
    for unit in range(len(ROWS)):
        ordered = np.sort(drawn[:, unit])
        assert (found.low[-1, unit], found.high[-1, unit]) == (ordered[19], ordered[379])
    assert found.kept[-1].tolist() == np.mean(drawn == draws.nominal[-1], axis=0).tolist()


def test_a_unit_that_is_best_in_everything_is_always_first():
    rows = [[9, 0, 9, 9], *[[i, 9 - i, i, i] for i in range(1, 5)]]
    rule = recipe(normalisation=FROM_ONE, alternatives=EVERYTHING)
    draws = Draws(Index(rule, framework(), data(rows)), SeedSequence(1))
    found = uncertainty(draws, 300, SeedSequence(2))
    assert found.kept[-1].tolist() == [1, 1, 1, 1, 1]
    assert found.low[-1].tolist() == found.high[-1].tolist() == [1, 5, 4, 3, 2]
    assert ranks(np.array([9.0, 1, 2, 3, 4])).tolist() == [1, 5, 4, 3, 2]
