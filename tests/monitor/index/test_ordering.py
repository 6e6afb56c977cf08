from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from opencity.monitor.index.ordering import beaten_share, below_and_upto, ranks

NAN = float("nan")
few_values = st.sampled_from([NAN, -1.0, 0.0, 0.5, 1.0, 2.0])
rows = arrays(float, array_shapes(min_dims=1, max_dims=3, max_side=6), elements=few_values)


def test_equal_scores_share_the_better_rank_and_a_missing_one_has_none():
    assert ranks(np.array([5.0, 7.0, NAN, 7.0, 1.0])).tolist() == [3, 1, 0, 1, 4]


def test_scores_that_differ_by_the_order_of_additions_tie():
    assert ranks(np.array([0.1 + 0.2, 0.3])).tolist() == [1, 1]
    assert ranks(np.array([0.3 + 1e-8, 0.3])).tolist() == [1, 2]


def test_those_below_and_those_not_above_are_counted():
    below, upto = below_and_upto(np.array([5.0, 7.0, NAN, 7.0, 1.0]))
    np.testing.assert_array_equal(below, [1, 2, NAN, 2, 0])
    np.testing.assert_array_equal(upto, [2, 4, NAN, 4, 1])


def test_a_tie_is_half_a_win():
    np.testing.assert_array_equal(
        beaten_share(np.array([1.0, 2.0, 2.0, NAN])), [0, 0.75, 0.75, NAN]
    )


def test_who_is_alone_beats_nobody():
    np.testing.assert_array_equal(beaten_share(np.array([1.0, NAN])), [NAN, NAN])


@settings(max_examples=80, deadline=None)
@given(rows)
def test_counts_are_those_of_comparing_every_pair(values):
    below, upto = below_and_upto(values)
    missing = np.isnan(values)
    pairs = values[..., None, :], values[..., :, None]
    expected_below = np.where(missing, NAN, (pairs[0] < pairs[1]).sum(axis=-1))
    expected_upto = np.where(missing, NAN, (pairs[0] <= pairs[1]).sum(axis=-1))
    np.testing.assert_array_equal(below, expected_below)
    np.testing.assert_array_equal(upto, expected_upto)


@settings(max_examples=80, deadline=None)
@given(rows)
def test_a_rank_is_one_more_than_the_number_of_better_scores(scores):
    better = (scores[..., None, :] > scores[..., :, None]).sum(axis=-1)
    assert ranks(scores).tolist() == np.where(np.isnan(scores), 0, better + 1).tolist()
