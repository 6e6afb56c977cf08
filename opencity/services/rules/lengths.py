"""Counts lengths of time on the calendar.

A length in days begins with the day after the event (Regulation (EEC, Euratom) 1182/71, Article 3;
Bulgarian Obligations and Contracts Act, Article 72). One in months or years ends on the day with
the same number or, where the month has none, on its last day.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable

from opencity.services.enums import Unit

DayOff = Callable[[datetime.date], bool]
"""Tells whether a day is no working day: a weekend or a public holiday."""

_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}


def after(start: datetime.date, amount: int, unit: Unit, is_off: DayOff) -> datetime.date | None:
    """Return the last day of a length that begins with an event; ``None`` past the year 9999."""
    try:
        if unit in _MONTHS:
            return _months_after(start, amount * _MONTHS[unit])
        if unit in _DAYS:
            return start + datetime.timedelta(days=amount * _DAYS[unit])
        return _working_days_after(start, amount, is_off)
    except OverflowError:
        return None


def _months_after(start: datetime.date, months: int) -> datetime.date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > datetime.MAXYEAR:
        raise OverflowError
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(start.day, last))


def _working_days_after(start: datetime.date, amount: int, is_off: DayOff) -> datetime.date:
    day = start
    while amount:
        day += datetime.timedelta(days=1)
        amount -= not is_off(day)
    return day


def last_working_day(day: datetime.date, is_off: DayOff) -> datetime.date:
    """Return the last day up to a given one on which offices work."""
    while is_off(day):
        day -= datetime.timedelta(days=1)
    return day
