from __future__ import annotations

import numpy as np
import pytest

from opencity.monitor.index.sobol import MOST_DIMENSIONS, _words, sobol_points


def points(exponent=10, dimensions=MOST_DIMENSIONS, seed=1) -> np.ndarray:
    return sobol_points(exponent, dimensions, np.random.default_rng(seed))


def test_without_a_shift_the_points_are_the_known_ones():
    """Reference: scipy.stats.qmc.Sobol(scramble=False), the first eight points."""
    found = np.column_stack([_words(3, dimension) for dimension in range(4)]) / 2**32
    assert found.tolist() == [
        [0, 0, 0, 0],
        [0.5, 0.5, 0.5, 0.5],
        [0.75, 0.25, 0.25, 0.25],
        [0.25, 0.75, 0.75, 0.75],
        [0.375, 0.375, 0.625, 0.875],
        [0.875, 0.875, 0.125, 0.375],
        [0.625, 0.125, 0.875, 0.625],
        [0.125, 0.625, 0.375, 0.125],
    ]


def test_every_coordinate_has_one_point_in_each_slice():
    slices = (points() * 1024).astype(int)
    assert (np.sort(slices, axis=0) == np.arange(1024)[:, None]).all()


def test_the_first_two_coordinates_have_one_point_in_each_box():
    x, y = (points()[:, :2].T * 32).astype(int)
    assert sorted(x * 32 + y) == list(range(1024))


def test_no_point_lies_on_an_edge():
    assert points().min() > 0
    assert points().max() < 1


def test_the_shift_follows_the_generator():
    assert points(seed=1).tolist() == points(seed=1).tolist()
    assert points(seed=1).tolist() != points(seed=2).tolist()


def test_a_product_is_integrated_far_better_than_at_random():
    """The integral of the product of 12 x_i is 1."""
    weighed = np.prod(2 * points(13, 12), axis=1).mean()
    assert weighed == pytest.approx(1, abs=0.05)


def test_more_dimensions_than_there_are_numbers_for_are_refused():
    with pytest.raises(ValueError, match="at most 16 dimensions, not 17"):
        points(dimensions=17)
