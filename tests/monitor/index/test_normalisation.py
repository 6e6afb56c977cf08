from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from opencity.monitor.index.choices import Normalisation, Scale
from opencity.monitor.index.framework import Node
from opencity.monitor.index.mistakes import ChoicesRefused
from opencity.monitor.index.normalisation import normalise

NAN = float("nan")
UP = Node("X", "X", 1, "P", 1.0, target=9.0, goalposts=(0.0, 8.0))
DOWN = replace(UP, direction=-1, target=1.0)
VALUES = [2.0, 4.0, NAN, 4.0, 10.0]
columns = st.lists(st.integers(-1000, 1000), min_size=2, max_size=12, unique=True)


def scaled(values, method, node=UP, ends=(0.0, 100.0)) -> np.ndarray:
    column = np.array(values, dtype=float)[:, None]
    return normalise(column, [node], Normalisation(method, *ends))[:, 0]


@pytest.mark.parametrize(
    ("method", "node", "expected"),
    [
        (Scale.MIN_MAX, UP, [0, 25, NAN, 25, 100]),
        (Scale.MIN_MAX, DOWN, [100, 75, NAN, 75, 0]),
        (Scale.PERCENTILE_RANK, UP, [0, 100 / 3, NAN, 100 / 3, 100]),
        (Scale.PERCENTILE_RANK, DOWN, [100, 100 / 3, NAN, 100 / 3, 0]),
        (Scale.GOALPOSTS, UP, [25, 50, NAN, 50, 100]),
        (Scale.GOALPOSTS, DOWN, [75, 50, NAN, 50, 0]),
        (Scale.TARGET, UP, [0, 200 / 7, NAN, 200 / 7, 100]),
        (Scale.TARGET, DOWN, [800 / 9, 600 / 9, NAN, 600 / 9, 0]),
    ],
)
def test_each_scale_gives_what_is_reckoned_by_hand(method, node, expected):
    np.testing.assert_allclose(scaled(VALUES, method, node), expected)


def test_a_z_score_has_mean_nought_and_the_deviation_of_the_sample():
    np.testing.assert_allclose(scaled([1, 2, 3], Scale.Z_SCORE), [-1, 0, 1])
    np.testing.assert_allclose(scaled([1, 2, 3], Scale.Z_SCORE, DOWN), [1, 0, -1])


def test_the_range_is_the_one_asked_for():
    np.testing.assert_allclose(scaled([1, 2, 3], Scale.MIN_MAX, ends=(1, 11)), [1, 6, 11])


@pytest.mark.parametrize("method", [Scale.MIN_MAX, Scale.Z_SCORE, Scale.PERCENTILE_RANK])
@pytest.mark.parametrize("values", [[3, 3, 3], [3, NAN, NAN]])
def test_an_indicator_without_spread_is_refused_by_name(method, values):
    with pytest.raises(ChoicesRefused, match="X does not differ between units"):
        scaled(values, method)


def test_goalposts_do_not_care_whether_units_differ():
    assert scaled([4, 4], Scale.GOALPOSTS).tolist() == [50, 50]


def test_a_target_behind_everybody_is_refused():
    with pytest.raises(ChoicesRefused, match="X: every unit has reached the target of 9"):
        scaled([9, 10], Scale.TARGET)


@settings(max_examples=50, deadline=None)
@given(columns, st.floats(0.01, 1e6), st.floats(-1e6, 1e6))
def test_min_max_does_not_depend_on_the_unit_of_measure(values, factor, shift):
    moved = np.array(values) * factor + shift
    np.testing.assert_allclose(
        scaled(moved, Scale.MIN_MAX), scaled(values, Scale.MIN_MAX), atol=1e-3
    )


@settings(max_examples=50, deadline=None)
@given(columns, st.sampled_from([Scale.MIN_MAX, Scale.Z_SCORE, Scale.PERCENTILE_RANK]))
def test_turning_figures_and_direction_round_changes_nothing(values, method):
    turned = scaled([-value for value in values], method, DOWN)
    np.testing.assert_allclose(turned, scaled(values, method), atol=1e-9)


@settings(max_examples=50, deadline=None)
@given(columns, st.sampled_from([each for each in Scale if each != Scale.Z_SCORE]), st.booleans())
def test_scales_with_ends_stay_between_them_and_keep_the_order(values, method, down):
    node = DOWN if down else UP
    worst = max(values) if down else min(values)
    assume(method != Scale.TARGET or (node.target - worst) * node.direction > 0)
    found = scaled(values, method, node, (10, 20))
    assert found.min() >= 10 - 1e-9
    assert found.max() <= 20 + 1e-9
    best_first = found[np.argsort(np.array(values) * -node.direction)]
    assert (np.diff(best_first) <= 1e-9).all()
