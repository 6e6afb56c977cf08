from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencity.monitor.index.choices import Treatment
from opencity.monitor.index.treatment import How, kurtosis, passes, skewness, treat, winsorise

NAN = float("nan")
RULE = Treatment()
# The example in COINr's documentation of winsorise().
TWO_OUTLIERS = np.array([*range(1, 11), 30, 100], dtype=float)


def test_skewness_and_kurtosis_are_those_of_type_two():
    """Reference: scipy.stats.skew and kurtosis with bias=False."""
    assert skewness(TWO_OUTLIERS) == pytest.approx(3.0632410342394993, rel=1e-12)
    assert kurtosis(TWO_OUTLIERS) == pytest.approx(9.741390834569144, rel=1e-12)


def test_missing_figures_do_not_count():
    with_gap = np.insert(TWO_OUTLIERS, 3, NAN)
    assert skewness(with_gap) == skewness(TWO_OUTLIERS)
    assert kurtosis(with_gap) == kurtosis(TWO_OUTLIERS)


@pytest.mark.parametrize("values", [[1.0, 2], [3.0, 3, 3, 3, 3]])
def test_what_cannot_be_told_passes(values):
    assert np.isnan(skewness(np.array(values)))
    assert passes(np.array(values), RULE)


@pytest.mark.parametrize(
    ("skew", "kurt", "expected"),
    [(3.1, 9.7, True), (3.0, 9.8, True), (3.0, 9.7, False)],
)
def test_one_of_the_two_bounds_is_enough(skew, kurt, expected):
    assert passes(TWO_OUTLIERS, Treatment(skewness=skew, kurtosis=kurt)) == expected


def test_the_outermost_point_moves_to_the_next_until_it_passes():
    treated = treat(TWO_OUTLIERS, RULE)
    assert treated.how == How.WINSORISED
    assert treated.values.tolist() == [*range(1, 11), 30, 30]
    assert np.flatnonzero(treated.points).tolist() == [11]


def test_low_outliers_move_up():
    assert (
        treat(-TWO_OUTLIERS, RULE).values.tolist() == (-treat(TWO_OUTLIERS, RULE).values).tolist()
    )


def test_when_points_do_not_suffice_the_logarithm_of_the_original_is_taken():
    values = np.array([*range(1, 30), 1e4, 2e4, 1e5], dtype=float)
    treated = treat(values, Treatment(points=1))
    assert treated.how == How.LOGARITHM
    expected = np.log(values - 1 + 0.01 * (1e5 - 1))
    np.testing.assert_allclose(treated.values, expected, rtol=1e-12)
    assert treated.points.all()
    assert treated.passes == passes(expected, RULE)


def test_no_more_points_move_than_allowed():
    values = np.array([*range(1, 40), 1e3, 1e4, 1e5], dtype=float)
    _, points = winsorise(values, Treatment(skewness=0, kurtosis=0, points=2))
    assert points.sum() == 2


def test_tied_points_move_together():
    values = np.array([*range(1, 11), 100, 100], dtype=float)
    moved, points = winsorise(values, Treatment(skewness=0.1, kurtosis=-9, points=1))
    assert points.sum() == 2
    assert moved.max() == 10


def test_values_never_become_all_alike():
    values = np.array([0.0] * 30 + [1.0])
    moved, points = winsorise(values, RULE)
    assert not points.any()
    assert moved.tolist() == values.tolist()
    assert treat(values, RULE).how == How.LOGARITHM
    assert not treat(values, RULE).passes


def test_what_passes_is_left_alone():
    treated = treat(np.arange(10.0), RULE)
    assert (treated.how, treated.values.tolist()) == (How.NOTHING, list(range(10)))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=4, max_size=20), st.floats(0.01, 1e20))
def test_skewness_and_kurtosis_do_not_depend_on_the_unit(values, factor):
    plain = np.array(values, dtype=float)
    for measure in (skewness, kurtosis):
        np.testing.assert_allclose(measure(plain * factor), measure(plain), rtol=1e-6, atol=1e-6)
        sign = -1 if measure is skewness else 1
        np.testing.assert_allclose(measure(-plain), sign * measure(plain), rtol=1e-9, atol=1e-9)
