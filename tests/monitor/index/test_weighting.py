from __future__ import annotations

import numpy as np
import pytest

from opencity.monitor.index.choices import Ballot, Source, Vote, Weighting
from opencity.monitor.index.framework import Framework, Node
from opencity.monitor.index.mistakes import ChoicesRefused
from opencity.monitor.index.weighting import average, loadings, weights
from tests.monitor.index.small import framework

ANY = np.zeros((5, 4))
# Columns with the correlations 1, 0 and 0: the third has nothing to do with the other two.
TWO_ALIKE = np.array([[1.0, 2, 1], [1, 2, -1], [-1, -2, 1], [-1, -2, -1]])


def test_weights_are_the_frameworks_or_equal():
    assert weights(framework(), Weighting(), ANY).tolist() == [1, 1, 2, 1, 3, 1, 1]
    assert weights(framework(), Weighting(Source.EQUAL), ANY).tolist() == [1] * 7


def test_a_committees_ballots_are_averaged():
    ballots = (Ballot((("A", 70), ("B", 30))), Ballot((("B", 50), ("A", 50))))
    assert average(ballots) == {"A": 60, "B": 40}


def test_a_vote_sets_the_weights_of_what_it_was_about_alone():
    vote = Vote("Openness", (Ballot((("People", 20), ("Trade", 80))),))
    found = weights(framework(), Weighting(Source.BUDGET, (vote,)), ANY)
    assert found.tolist() == [1, 1, 2, 1, 20, 80, 1]


def test_the_first_component_loads_what_goes_together():
    np.testing.assert_allclose(loadings(TWO_ALIKE), [0.5**0.5, 0.5**0.5, 0], atol=1e-12)


def test_a_component_has_no_direction_so_the_larger_side_counts_as_up():
    np.testing.assert_allclose(loadings(-TWO_ALIKE), loadings(TWO_ALIKE), atol=1e-12)


def test_rows_with_a_gap_are_left_out_of_the_component():
    with_gap = np.vstack([TWO_ALIKE, [100, -100, np.nan]])
    np.testing.assert_allclose(loadings(with_gap), loadings(TWO_ALIKE), atol=1e-12)


def of_one_pillar(count: int) -> Framework:
    below = [Node(f"I{i}", f"I{i}", 1, "P", 1.0) for i in range(count)]
    return Framework((*below, Node("P", "P", 2, None, 1.0)))


def test_components_weigh_indicators_within_their_pillar():
    found = weights(of_one_pillar(3), Weighting(Source.PCA), TWO_ALIKE)
    np.testing.assert_allclose(found, [0.5**0.5, 0.5**0.5, 0, 1], atol=1e-12)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (TWO_ALIKE * [1, 1, 0], "pca in P: I2 does not differ between units"),
        (TWO_ALIKE[:2], "pca in P: 2 units with all figures are too few for 3 indicators"),
    ],
)
def test_a_component_that_makes_no_weights_is_refused(values, told):
    with pytest.raises(ChoicesRefused, match=told):
        weights(of_one_pillar(3), Weighting(Source.PCA), values)


def test_a_negative_weight_is_refused_by_name():
    opposed = np.array([[1.0, 1, -1], [2, 2, -2], [3, 3, -3.1], [4, 4.2, -4]])
    with pytest.raises(ChoicesRefused, match="pca in P: I2 would get a negative weight"):
        weights(of_one_pillar(3), Weighting(Source.PCA), opposed)
