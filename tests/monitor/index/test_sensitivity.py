from __future__ import annotations

import numpy as np
import pytest
from numpy.random import SeedSequence

from opencity.monitor.index.calculate import Index
from opencity.monitor.index.choices import Alternatives, Noise, Treatment
from opencity.monitor.index.sensitivity import (
    Design,
    Indices,
    analyse,
    design,
    exponent_for,
    mean_shift,
    sensitivity,
)
from opencity.monitor.index.uncertainty import Draws
from tests.monitor.index.small import data, framework, recipe
from tests.monitor.index.test_uncertainty import FROM_ONE, drawing


def ishigami(points: np.ndarray) -> np.ndarray:
    """T. Ishigami and T. Homma (1990), with a = 7 and b = 0.1."""
    x, y, z = (2 * np.pi * points - np.pi).T
    return (np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x))[:, None]


ISHIGAMI_FIRST = [0.313905, 0.442411, 0]
ISHIGAMI_TOTAL = [0.557589, 0.442411, 0.243684]
SLOPES = np.array([1.0, 2, 3, 0])


def additive(points: np.ndarray) -> np.ndarray:
    return (points @ SLOPES)[:, None] + 1000


def found(model, factors, exponent=12, seed=5) -> Indices:
    return analyse(model, exponent, factors, SeedSequence(seed))[1]


def test_the_indices_of_ishigamis_function_are_the_known_ones():
    indices = found(ishigami, 3)
    np.testing.assert_allclose(indices.first[:, 0], ISHIGAMI_FIRST, atol=0.02)
    np.testing.assert_allclose(indices.total[:, 0], ISHIGAMI_TOTAL, atol=0.02)


def test_the_intervals_hold_the_known_values():
    indices = found(ishigami, 3)
    assert (indices.first_low[:, 0] <= ISHIGAMI_FIRST).all()
    assert (indices.first_high[:, 0] >= ISHIGAMI_FIRST).all()
    assert (indices.total_low[:, 0] <= ISHIGAMI_TOTAL).all()
    assert (indices.total_high[:, 0] >= ISHIGAMI_TOTAL).all()


def test_in_an_additive_model_first_and_total_are_the_share_of_variance():
    indices = found(additive, 4)
    expected = SLOPES**2 / np.sum(SLOPES**2)
    np.testing.assert_allclose(indices.first[:, 0], expected, atol=0.01)
    np.testing.assert_allclose(indices.total[:, 0], expected, atol=0.01)


def test_intervals_narrow_with_more_points():
    few, many = found(ishigami, 3, exponent=7), found(ishigami, 3, exponent=11)
    assert ((many.first_high - many.first_low) < (few.first_high - few.first_low)).all()


def test_an_output_that_never_varies_has_no_indices(recwarn):
    indices = found(lambda points: np.ones((len(points), 1)), 2, exponent=5)
    assert np.isnan([indices.first, indices.total, indices.first_low]).all()
    assert list(recwarn) == []


def test_many_outputs_are_as_single_ones():
    both = found(lambda points: np.hstack([ishigami(points), points[:, :1]]), 3)
    np.testing.assert_allclose(both.first[:, :1], found(ishigami, 3).first)
    np.testing.assert_allclose(both.total[:, 1], [1, 0, 0], atol=0.01)


def test_the_design_takes_one_column_from_elsewhere_at_a_time():
    points = Design(np.array([[1.0, 2]]), np.array([[3.0, 4]])).points
    assert points.tolist() == [[1, 2], [3, 4], [3, 2], [1, 4]]


def test_the_two_halves_of_a_design_are_different_points():
    made = design(6, 3, np.random.default_rng(1))
    assert np.abs(np.corrcoef(made.a.T, made.b.T)[:3, 3:]).max() < 0.3


@pytest.mark.parametrize(
    ("runs", "factors", "exponent"), [(8192, 6, 10), (8191, 6, 9), (10, 6, 3), (10**9, 2, 16)]
)
def test_a_design_needs_no_more_runs_than_asked_for(runs, factors, exponent):
    assert exponent_for(runs, factors) == exponent


def test_a_shift_is_the_mean_of_places_moved():
    drawn = np.array([[1.0, 2, 3], [3, 2, 1], [0, 0, 0]])
    assert mean_shift(drawn, np.array([1.0, 2, 3])).tolist() == [0, 4 / 3, 0]


def test_what_the_ranks_hang_on_is_told_for_all_and_for_each():
    hanging = sensitivity(drawing(), 2000, SeedSequence(1))
    assert hanging.factors == tuple(factor.name for factor in drawing().factors)
    assert hanging.runs == 128 * 9
    assert hanging.of_shift.first.shape == (7, 1)
    assert hanging.of_ranks.total.shape == (7, 5)
    assert hanging.mean_shift > 0
    again = sensitivity(drawing(), 2000, SeedSequence(1))
    assert again.of_ranks.first.tolist() == hanging.of_ranks.first.tolist()


def test_a_choice_that_changes_nothing_has_no_index_and_the_other_has_all():
    """Treatment finds no outlier in these figures."""
    only = Alternatives(treatment=(Treatment(),), noise=Noise(0.9, (1, 2)))
    rule = recipe(normalisation=FROM_ONE, alternatives=only)
    rows = [[1, 0, 4, 1], [2, 9, 2, 2], [3, 5, 0, 3], [4, 2, 3, 2.5], [5, 9, 1, 2]]
    draws = Draws(Index(rule, framework(), data(rows)), SeedSequence(1))
    hanging = sensitivity(draws, 2000, SeedSequence(2))
    assert hanging.factors == ("treatment", "weight_noise")
    assert hanging.of_shift.total[:, 0] == pytest.approx([0, 1], abs=0.15)
    assert hanging.of_shift.total[0, 0] == 0
