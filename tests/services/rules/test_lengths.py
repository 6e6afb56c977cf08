from __future__ import annotations

import datetime
from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from opencity.services.enums import Unit
from opencity.services.rules.lengths import after, last_working_day

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))
HOLIDAYS = frozenset({date(2027, 3, 3), date(2027, 4, 30), date(2027, 5, 3), date(2027, 5, 4)})


def is_off(day: date) -> bool:
    return day.weekday() >= 5 or day in HOLIDAYS


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        (date(2027, 1, 31), 1, Unit.MONTH, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, Unit.MONTH, date(2028, 2, 29)),
        (date(2027, 11, 30), 3, Unit.MONTH, date(2028, 2, 29)),
        (date(2027, 12, 12), 3, Unit.MONTH, date(2028, 3, 12)),
        (date(2027, 12, 31), 12, Unit.MONTH, date(2028, 12, 31)),
        (date(2028, 2, 29), 1, Unit.YEAR, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, Unit.YEAR, date(2032, 2, 29)),
        (date(2027, 2, 26), 3, Unit.DAY, date(2027, 3, 1)),
        (date(2027, 12, 30), 1, Unit.WEEK, date(2028, 1, 6)),
        (date(2027, 3, 1), 3, Unit.WORKING_DAY, date(2027, 3, 5)),  # 3 March is a holiday
        (
            date(2027, 4, 29),
            1,
            Unit.WORKING_DAY,
            date(2027, 5, 5),
        ),  # Good Friday to the observed day
        (date(2027, 4, 24), 1, Unit.WORKING_DAY, date(2027, 4, 26)),  # from a Saturday
    ],
)
def test_ends_on_the_day_of_the_calendar(start, amount, unit, end):
    assert after(start, amount, unit, is_off) == end


@given(days, st.integers(1, 600), st.sampled_from([Unit.MONTH, Unit.YEAR]))
def test_months_and_years_agree_with_another_calendar(start, amount, unit):
    unit_of_other = "months" if unit is Unit.MONTH else "years"
    assert after(start, amount, unit, is_off) == start + relativedelta(**{unit_of_other: amount})


@given(days, st.integers(1, 40))
def test_as_many_working_days_lie_in_it_as_were_asked_for(start, amount):
    end = after(start, amount, Unit.WORKING_DAY, is_off)
    span = [start + datetime.timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(not is_off(day) for day in span) == amount
    assert not is_off(end)


@given(days, st.integers(1, 300), st.sampled_from(Unit))
def test_more_time_never_ends_sooner_and_a_later_start_never_ends_sooner(start, amount, unit):
    end = after(start, amount, unit, is_off)
    assert start < end <= after(start, amount + 1, unit, is_off)
    assert end <= after(start + datetime.timedelta(days=1), amount, unit, is_off)


def test_what_lies_beyond_the_calendar_has_no_day():
    found = [after(date(2027, 1, 1), 32_767, unit, lambda day: False) for unit in Unit]
    assert [day and day.year for day in found] == [2116, 2116, 2654, 4757, None]


@given(days)
def test_last_working_day_is_the_nearest_one_up_to_a_day(day):
    found = last_working_day(day, is_off)
    between = [found + datetime.timedelta(days=n) for n in range(1, (day - found).days + 1)]
    assert (is_off(found), all(is_off(each) for each in between)) == (False, True)
