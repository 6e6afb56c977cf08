from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from opencity.monitor.index.choices import (
    Aggregation,
    Alternatives,
    Ballot,
    Comparison,
    Filling,
    Imputation,
    LeaveOut,
    Mean,
    Noise,
    Normalisation,
    Scale,
    Source,
    Treatment,
    Vote,
    Weighting,
)
from opencity.monitor.index.compatibility import refuse_unfit
from opencity.monitor.index.framework import Framework, Node
from opencity.monitor.index.mistakes import ChoicesRefused
from tests.monitor.index.small import data, framework, recipe

FROM_ONE = Normalisation(Scale.MIN_MAX, 1, 100)


def reasons(frame=None, figures=None, **choices) -> list[str]:
    try:
        refuse_unfit(recipe(**choices), frame or framework(), figures or data())
    except ChoicesRefused as refused:
        return list(refused.reasons)
    return []


def mean(*means) -> Aggregation:
    return Aggregation(means)


def test_a_plain_recipe_fits():
    assert reasons() == []


@pytest.mark.parametrize("kind", [Mean.GEOMETRIC, Mean.HARMONIC])
@pytest.mark.parametrize("means", [1, 2])
def test_a_mean_of_positive_figures_is_refused_over_others(kind, means):
    aggregation = mean(kind) if means == 1 else mean(Mean.ARITHMETIC, kind)
    z_score = Normalisation(Scale.Z_SCORE)
    assert reasons(aggregation=aggregation, normalisation=z_score) == [
        f"aggregate: a {kind} mean needs figures above 0, a z-score has others"
    ]
    assert reasons(aggregation=aggregation) == [
        f"aggregate: a {kind} mean needs figures above 0; let the range of min-max begin above 0, "
        "such as [1, 100]"
    ]
    assert reasons(aggregation=aggregation, normalisation=FROM_ONE) == []


def test_every_pair_of_alternatives_has_to_fit():
    alternatives = Alternatives(
        normalisation=(Normalisation(Scale.Z_SCORE),), aggregation=(mean(Mean.GEOMETRIC),)
    )
    assert len(reasons(normalisation=FROM_ONE, alternatives=alternatives)) == 1


def test_goalposts_and_targets_have_to_be_there():
    assert reasons(normalisation=Normalisation(Scale.GOALPOSTS)) == [
        "normalise: no goalposts in the framework for Visas, Wait, Events, Goods"
    ]
    assert reasons(normalisation=Normalisation(Scale.TARGET)) == [
        "normalise: no target in the framework for Visas, Wait, Events, Goods"
    ]
    with_posts = framework(goalposts=(0.0, 10.0))
    assert reasons(with_posts, normalisation=Normalisation(Scale.GOALPOSTS)) == []


def test_copeland_needs_three_units():
    assert reasons(aggregation=mean(Mean.COPELAND)) == []
    two = data([[1, 2, 3, 4], [2, 3, 4, 5]])
    assert reasons(figures=two, aggregation=mean(Mean.COPELAND)) == [
        "aggregate: copeland compares pairs, at least 3 units"
    ]


def test_components_need_as_many_units_as_indicators():
    assert reasons(weighting=Weighting(Source.PCA)) == []
    two = data([[1, 2, 3, 4], [2, 3, 4, 5]])
    assert reasons(figures=two, weighting=Weighting(Source.PCA)) == [
        "weight: pca in People has 3 indicators but 2 units"
    ]


def test_one_unit_is_no_ranking():
    assert reasons(figures=data([[1, 2, 3, 4]])) == [
        "a ranking needs at least 2 units, the data has 1"
    ]


def test_there_is_one_mean_for_all_steps_or_for_each():
    assert reasons(aggregation=mean(*[Mean.ARITHMETIC] * 3)) == [
        "aggregate: 3 means for 2 steps of the framework; give one for all, or 2"
    ]


@pytest.mark.parametrize(
    ("vote", "expected"),
    [
        (
            Vote("Visas", (Ballot((("A", 100),)),)),
            "weight: Visas is not an aggregate of the framework",
        ),
        (
            Vote("Openness", (Ballot((("People", 100),)),)),
            "weight: a ballot on Openness gives points to all of People, Trade",
        ),
    ],
)
def test_votes_are_about_the_framework(vote, expected):
    assert reasons(weighting=Weighting(Source.BUDGET, (vote,))) == [expected]


def test_a_budget_needs_votes():
    assert reasons(weighting=Weighting(Source.BUDGET)) == [
        "weight: a budget allocation needs votes"
    ]


def test_the_group_of_a_mean_is_in_the_data_for_all():
    by = Imputation(Filling.GROUP_MEAN, "Region")
    assert reasons(imputation=by) == []
    assert reasons(imputation=replace(by, group="Size")) == [
        "impute: Size is not a group of the framework"
    ]
    gap = replace(data(), groups={"Region": ("east", "", "west")})
    assert reasons(figures=gap, imputation=by) == ["impute: B have no Region"]


def test_denominating_needs_denominators():
    assert reasons(denominate=True) == ["denominate: the framework names no denominator"]


OVER_TIME = {"comparison": Comparison.PERIODS}


def test_periods_are_judged_by_what_a_new_period_cannot_move():
    posts = framework(goalposts=(0.0, 10.0), target=1.0)
    periods = data(times=["2020", "2021", "2022"])
    fixed = {**OVER_TIME, "normalisation": Normalisation(Scale.GOALPOSTS)}
    assert reasons(posts, periods, **fixed) == []
    why = "compare: periods: a new period would change what was said about earlier ones; "
    by_posts = "normalise by goalposts, which are fixed"
    for choices, expected in (
        ({"normalisation": Normalisation(Scale.PERCENTILE_RANK)}, by_posts),
        ({"normalisation": Normalisation(Scale.TARGET)}, by_posts),
        ({"treatment": Treatment()}, "leave out treat"),
        ({"imputation": Imputation(Filling.MEAN)}, "impute none"),
        ({"aggregation": mean(Mean.COPELAND)}, "aggregate by a mean instead of copeland"),
        ({"weighting": Weighting(Source.PCA)}, "weight by something other than pca"),
    ):
        assert reasons(posts, periods, **{**fixed, **choices}) == [why + expected]


def test_alternatives_are_other_choices_than_the_recipes():
    same = Alternatives(imputation=(Imputation(Filling.NONE),))
    assert reasons(alternatives=same) == [
        "alternatives: impute: names the recipe's own choice, or one thing twice"
    ]


def test_there_is_noise_on_weights_only_where_weights_are():
    assert reasons(alternatives=Alternatives(noise=Noise(0.1, (3,)))) == [
        "alternatives: weight_noise: there are no weights on level 3"
    ]


@pytest.mark.parametrize("what", [LeaveOut.INDICATORS, LeaveOut.PILLARS])
def test_leaving_out_needs_something_to_be_left(what):
    one = Framework((Node("I", "I", 1, "P", 1.0), Node("P", "P", 2, None, 1.0)))
    figures = data(np.array([[1.0], [2.0]]))
    assert reasons(one, figures, alternatives=Alternatives(leave_out=what)) == [
        f"alternatives: leave_out: leaving out {what} needs two of them"
    ]


def test_all_reasons_are_told_at_once():
    assert len(reasons(denominate=True, aggregation=mean(Mean.GEOMETRIC))) == 2
