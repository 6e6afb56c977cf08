from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencity.monitor.charts.scales import apart, places_of, round_ticks, years


@pytest.mark.parametrize(
    ("values", "about", "zero", "ticks"),
    [
        ([38.7, 71.0], 5, False, [30, 40, 50, 60, 70, 80]),
        ([50.9, 66.9], 5, True, [0, 20, 40, 60, 80]),
        ([0, 100], 3, False, [0, 50, 100]),
        ([-3.2, 4.1], 5, False, [-4, -2, 0, 2, 4, 6]),
        ([0.012, 0.031], 5, False, [0.01, 0.015, 0.02, 0.025, 0.03, 0.035]),
        ([7, 7], 5, False, [6.0, 6.5, 7.0, 7.5, 8.0]),
    ],
)
def test_ticks_are_round_and_enclose(values, about, zero, ticks):
    assert round_ticks(values, about, zero=zero) == ticks


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=8), st.booleans())
def test_ticks_enclose_whatever_comes(values, zero):
    ticks = round_ticks(values, zero=zero)
    slack = (ticks[-1] - ticks[0]) * 1e-6
    assert ticks == sorted(set(ticks))
    assert ticks[0] - slack <= min(values)
    assert max(values) <= ticks[-1] + slack
    assert 2 <= len(ticks) <= 8


@pytest.mark.parametrize(
    ("first", "last", "most", "written"),
    [
        (2018, 2024, 8, [2018, 2019, 2020, 2021, 2022, 2023, 2024]),
        (2001, 2024, 6, [2005, 2010, 2015, 2020]),
        (2012.25, 2014.75, 9, [2013, 2014]),
    ],
)
def test_years_are_whole_and_not_too_many(first, last, most, written):
    assert years(first, last, most) == written


def test_ticks_tell_how_many_digits_they_need():
    assert [places_of(each) for each in ([0, 20], [0, 2.5], [0.015, 0.02])] == [0, 1, 3]


def test_labels_move_apart_and_stay_inside():
    assert apart([10, 12, 80], [20, 20, 20], 0, 100) == [10, 30, 80]
    assert apart([95, 99], [20, 20], 0, 100) == [70, 90]
