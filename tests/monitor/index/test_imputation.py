from __future__ import annotations

import numpy as np
import pytest

from opencity.monitor.index.choices import Filling
from opencity.monitor.index.imputation import impute

NAN = float("nan")
VALUES = np.array([[1.0, 1], [NAN, 2], [3, NAN], [NAN, 4], [8, NAN]])
GROUPS = ("east", "east", "west", "west", "west")


@pytest.mark.parametrize(
    ("method", "first", "second"),
    [
        (Filling.NONE, [1, NAN, 3, NAN, 8], [1, 2, NAN, 4, NAN]),
        (Filling.MEAN, [1, 4, 3, 4, 8], [1, 2, 7 / 3, 4, 7 / 3]),
        (Filling.MEDIAN, [1, 3, 3, 3, 8], [1, 2, 2, 4, 2]),
        (Filling.GROUP_MEAN, [1, 1, 3, 5.5, 8], [1, 2, 4, 4, 4]),
    ],
)
def test_gaps_are_filled_from_the_same_column(method, first, second):
    np.testing.assert_allclose(impute(VALUES, method, GROUPS).T, [first, second])


@pytest.mark.parametrize("method", list(Filling))
def test_the_figures_given_are_left_alone(method):
    before = VALUES.copy()
    impute(VALUES, method, GROUPS)
    np.testing.assert_array_equal(VALUES, before)


def test_a_group_without_any_figure_stays_missing_and_warns_nobody(recwarn):
    values = np.array([[NAN], [NAN], [3.0], [4.0], [NAN]])
    filled = impute(values, Filling.GROUP_MEAN, GROUPS)
    np.testing.assert_array_equal(filled[:, 0], [NAN, NAN, 3, 4, 3.5])
    assert list(recwarn) == []
