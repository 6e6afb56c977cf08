from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from opencity.monitor.index.calculate import OWN, Choice, Index
from opencity.monitor.index.choices import (
    Aggregation,
    Alternatives,
    Comparison,
    Filling,
    Imputation,
    Mean,
    Normalisation,
    Scale,
    Screening,
    Treatment,
)
from opencity.monitor.index.data import read_data
from opencity.monitor.index.framework import read_framework
from opencity.monitor.index.mistakes import ChoicesRefused
from opencity.monitor.index.treatment import How
from tests.monitor.index.small import DATA, FRAMEWORK, data, framework, recipe, write

NAN = float("nan")
# Columns with two different figures at least, so that each scale has a spread.
figures = arrays(float, (6, 4), elements=st.integers(0, 20)).filter(
    lambda values: (np.ptp(values, axis=0) > 0).all()
)


def test_an_index_is_what_is_reckoned_by_hand(tmp_path):
    """Visas per head 1, 2, 3; people (V + W + 2 E) / 4; index (3 P + T) / 4."""
    frame = read_framework(write(tmp_path, "framework.csv", FRAMEWORK))
    found = read_data(write(tmp_path, "data.csv", DATA), frame)
    result = Index(recipe(denominate=True), frame, found).result()
    np.testing.assert_allclose(
        result.scores,
        [[75, 37.5, 37.5], [0, 50, 100], [56.25, 40.625, 53.125]],
    )
    assert result.ranks.tolist() == [[1, 2, 2], [3, 2, 1], [1, 3, 2]]


def test_means_can_differ_by_level():
    """Over 1 to 5: people 4, 2.5, 2.5; trade 1, 3, 5; the index is their geometric mean."""
    result = Index(
        recipe(
            normalisation=Normalisation(Scale.MIN_MAX, 1, 5),
            aggregation=Aggregation((Mean.ARITHMETIC, Mean.GEOMETRIC)),
        ),
        framework(),
        data(),
    ).result()
    np.testing.assert_allclose(result.scores[0], [4, 2.5, 2.5])
    np.testing.assert_allclose(
        result.scores[-1], [4**0.75, 2.5**0.75 * 3**0.25, 2.5**0.75 * 5**0.25]
    )


GAPS = [[1, 0, 4, 1], [2, 10, 2, 2], [3, 5, 0, 3], [NAN, NAN, 1, 9]]


@pytest.mark.parametrize(
    ("screening", "units", "shares"),
    [
        (None, "ABCD", []),
        (Screening(0.5), "ABCD", []),
        (Screening(0.51), "ABC", [0.5]),
        (Screening(0.51, before_imputation=False), "ABCD", []),
    ],
)
def test_units_with_too_few_figures_are_dropped_and_told(screening, units, shares):
    index = Index(
        recipe(screening=screening, imputation=Imputation(Filling.MEAN)), framework(), data(GAPS)
    )
    assert "".join(unit.code for unit in index.units) == units
    assert [each.share for each in index.dropped] == shares


@pytest.mark.parametrize(("before", "filled"), [(True, 2.0), (False, (1 + 2 + 3 + 8) / 4)])
def test_who_is_dropped_first_fills_nobodys_gap(before, filled):
    rows = [[1, 0, 4, 1], [2, 10, 2, 2], [3, 5, 0, 3], [NAN, 1, 2, 4], [8, NAN, NAN, NAN]]
    choices = {
        "screening": Screening(0.6, before_imputation=before),
        "imputation": Imputation(Filling.MEAN),
    }
    result = Index(recipe(**choices), framework(), data(rows)).result()
    assert result.filled[3, 0] == filled
    assert result.imputed[3].tolist() == [True, False, False, False]


def test_who_is_dropped_after_imputation_still_fills_gaps_under_other_choices():
    """C is dropped, since nobody of its region fills its gaps; A's gap is the mean of 2, 5, 8."""
    rows = [[NAN, 0, 4, 1], [2, 10, 2, 2], [8, NAN, NAN, NAN], [5, 1, 2, 4]]
    regions = replace(data(rows), groups={"Region": ("east", "east", "west", "east")})
    rule = recipe(
        screening=Screening(0.5, before_imputation=False),
        imputation=Imputation(Filling.GROUP_MEAN, "Region"),
        alternatives=Alternatives(imputation=(Imputation(Filling.MEAN),)),
    )
    index = Index(rule, framework(), regions)
    assert [each.unit.code for each in index.dropped] == ["C"]
    assert index.normalised(OWN)[:, 0].tolist() == [50, 0, 100]
    assert index.normalised(Choice(imputation=1))[:, 0].tolist() == [100, 0, 100]


def test_without_figures_for_a_pillar_there_is_a_score_from_the_others():
    rows = [[1, 0, 4, 1], [2, 10, 2, 2], [3, 5, 0, NAN]]
    result = Index(recipe(), framework(), data(rows)).result()
    assert np.isnan(result.scores[1, 2])
    assert result.ranks[:, 2].tolist() == [2, 0, 3]
    assert result.scores[2, 2] == result.scores[0, 2]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[1, 0, 4, NAN], [2, 10, 2, NAN], [3, 5, 0, NAN]], "Goods has no figure for any unit"),
        ([[1, 0, 4, 1], [2, 10, 2, 2], [NAN] * 4], "C has no figure at all"),
    ],
)
def test_what_nothing_is_known_of_is_refused(rows, expected):
    with pytest.raises(ChoicesRefused, match=expected):
        Index(recipe(), framework(), data(rows))


def test_screening_everybody_out_is_refused():
    with pytest.raises(ChoicesRefused, match="screening leaves 1 units, too few to compare"):
        Index(recipe(screening=Screening(1.0)), framework(), data([GAPS[0], GAPS[3], GAPS[3]]))


def test_treated_points_are_told():
    rows = np.column_stack([[*range(1, 11), 30, 100], range(12), range(12), range(12)])
    units = data(rows[:10])
    units = replace(units, units=(*units.units, *data(rows[:2]).units), values=rows.astype(float))
    units = replace(
        units,
        units=tuple(replace(unit, code=f"U{i}") for i, unit in enumerate(units.units)),
        groups={},
    )
    treated = Index(recipe(treatment=Treatment()), framework(), units).result().treated
    assert [each.how for each in treated] == [How.WINSORISED, *[How.NOTHING] * 3]
    assert np.flatnonzero(treated[0].points).tolist() == [11]


def test_each_stage_is_worked_out_once():
    index = Index(recipe(), framework(), data())
    assert index.normalised(OWN) is index.normalised(OWN)
    assert index.weights(OWN) is index.weights(OWN)


def test_a_new_period_leaves_earlier_ones_as_they_were():
    frame = framework(goalposts=(0.0, 10.0))
    fixed = recipe(comparison=Comparison.PERIODS, normalisation=Normalisation(Scale.GOALPOSTS))
    rows = [[1, 0, 4, 1], [2, 10, 2, 2], [9, 9, 9, 9]]
    years = ["2020", "2021", "2022"]
    two = Index(fixed, frame, data(rows[:2], times=years)).result().scores
    three = Index(fixed, frame, data(rows, times=years)).result().scores
    np.testing.assert_array_equal(three[:, :2], two)


@settings(max_examples=30, deadline=None)
@given(figures, st.permutations(range(6)), st.sampled_from([Mean.ARITHMETIC, Mean.COPELAND]))
def test_the_order_of_units_does_not_matter(values, order, mean):
    choices = {"treatment": Treatment(), "aggregation": Aggregation((mean,))}
    plain = Index(recipe(**choices), framework(), data(values)).result()
    mixed = Index(recipe(**choices), framework(), data(values[order])).result()
    np.testing.assert_allclose(mixed.scores, plain.scores[:, order], atol=1e-9)
    assert mixed.ranks.tolist() == plain.ranks[:, order].tolist()


@settings(max_examples=30, deadline=None)
@given(figures, st.sampled_from([Scale.MIN_MAX, Scale.PERCENTILE_RANK]))
def test_scores_stay_between_the_ends_of_the_scale(values, method):
    rule = recipe(normalisation=Normalisation(method), treatment=Treatment())
    scores = Index(rule, framework(), data(values)).result().scores
    assert scores.min() >= -1e-9
    assert scores.max() <= 100 + 1e-9


@settings(max_examples=30, deadline=None)
@given(figures, st.integers(0, 5), st.floats(0.5, 30))
def test_doing_better_in_one_figure_never_lowers_the_score(values, unit, more):
    frame = framework(goalposts=(0.0, 60.0))
    rule = recipe(normalisation=Normalisation(Scale.GOALPOSTS))
    before = Index(rule, frame, data(values)).result().scores[-1, unit]
    better = values.copy()
    better[unit, 0] += more
    assert Index(rule, frame, data(better)).result().scores[-1, unit] > before
