from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from opencity.monitor.index.aggregation import bring_together
from opencity.monitor.index.choices import Mean

NAN = float("nan")
# Three units with two parts; the second part weighs thrice as much.
PARTS = np.array([[[1.0, 16], [4, 4], [2, 2]]])
WEIGHTS = np.array([[1.0, 3]])
MEANS = [Mean.ARITHMETIC, Mean.GEOMETRIC, Mean.HARMONIC]
parts = arrays(float, (2, 4, 3), elements=st.floats(0.5, 100))
some_weights = arrays(float, (2, 3), elements=st.floats(0.1, 10))


@pytest.mark.parametrize(
    ("mean", "expected"),
    [
        (Mean.ARITHMETIC, [12.25, 4, 2]),
        (Mean.GEOMETRIC, [8, 4, 2]),
        (Mean.HARMONIC, [4 / (1 + 3 / 16), 4, 2]),
        # the first unit is worst in the light part and best in the heavy one
        (Mean.COPELAND, [2 * 3 / 4, 2 * 1 / 4 + 3 / 4, 1 / 4]),
    ],
)
def test_each_mean_gives_what_is_reckoned_by_hand(mean, expected):
    np.testing.assert_allclose(bring_together(PARTS, WEIGHTS, mean)[0], expected)


def test_a_tie_is_half_a_win_in_copelands_score():
    tied = np.array([[[5.0], [5.0], [1.0]]])
    np.testing.assert_allclose(
        bring_together(tied, np.ones((1, 1)), Mean.COPELAND), [[1.5, 1.5, 0]]
    )


@settings(max_examples=40, deadline=None)
@given(parts, some_weights)
def test_copelands_score_is_the_sum_of_a_row_of_the_outranking_matrix(values, weights):
    found = bring_together(values, weights, Mean.COPELAND)
    rounded = np.round(values, 9)
    for draw in range(2):
        share = weights[draw] / weights[draw].sum()
        wins = (rounded[draw][:, None] > rounded[draw]) + 0.5 * (
            rounded[draw][:, None] == rounded[draw]
        )
        matrix = wins @ share
        np.fill_diagonal(matrix, 0)
        np.testing.assert_allclose(found[draw], matrix.sum(axis=1), atol=1e-9)


@pytest.mark.parametrize("mean", MEANS)
def test_a_missing_part_is_left_out_and_the_others_count_for_more(mean):
    values = np.array([[[NAN, 7.0, 7], [NAN, NAN, NAN], [7, 7, 7]]])
    found = bring_together(values, np.array([[5.0, 1, 2]]), mean)
    np.testing.assert_allclose(found[0], [7, NAN, 7])


def test_what_has_no_weight_at_all_has_no_score(recwarn):
    found = bring_together(PARTS, np.zeros((1, 2)), Mean.ARITHMETIC)
    assert np.isnan(found).all()
    assert list(recwarn) == []


@settings(max_examples=40, deadline=None)
@given(parts, some_weights, st.sampled_from(MEANS), st.floats(0.01, 100))
def test_a_mean_lies_among_its_parts_and_only_relative_weights_count(values, weights, mean, factor):
    found = bring_together(values, weights, mean)
    assert (found >= values.min(axis=-1) - 1e-9).all()
    assert (found <= values.max(axis=-1) + 1e-9).all()
    np.testing.assert_allclose(bring_together(values, weights * factor, mean), found)


@settings(max_examples=40, deadline=None)
@given(parts, some_weights)
def test_harmonic_is_at_most_geometric_is_at_most_arithmetic(values, weights):
    high, middle, low = (bring_together(values, weights, mean) for mean in MEANS)
    assert (low <= middle + 1e-9).all()
    assert (middle <= high + 1e-9).all()


@settings(max_examples=40, deadline=None)
@given(parts, some_weights, st.sampled_from(list(Mean)))
def test_draws_that_share_their_figures_are_as_single_ones(values, weights, mean):
    together = bring_together(values[:1], weights, mean)
    apart = bring_together(np.repeat(values[:1], 2, axis=0), weights, mean)
    np.testing.assert_allclose(together, apart)
