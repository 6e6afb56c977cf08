"""When a place is open: pure functions over its hours, its exceptions and the public holidays.

Hours are those of the clock on the wall. A moment of the wall clock is the first at which the clock
of that day shows the time or, in the hour that a change to summer time leaves out, has passed it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

HORIZON = datetime.timedelta(days=400)
"""How far ahead the next opening is looked for: over a closure of a whole year."""

Name = Mapping[str, str]
"""A multilingual name, e.g. of a holiday."""
HolidayOf = Callable[[datetime.date], Name | None]
"""Gives the name of the public holiday that a day is, if it is one."""


class OpenStatus(StrEnum):
    """What can be said of a place at a moment."""

    OPEN = "open"
    CLOSED = "closed"
    APPOINTMENT = "appointment"
    UNKNOWN = "unknown"


class Because(StrEnum):
    """Why the hours of a day differ from those of the week."""

    WEEK = "week"
    EXCEPTION = "exception"
    HOLIDAY = "holiday"


@dataclass(frozen=True, order=True)
class Stretch:
    """Open from one time of a day until another."""

    opens: datetime.time
    closes: datetime.time


@dataclass(frozen=True)
class DatedHours:
    """Other hours on some days; without stretches the place is closed."""

    starts_on: datetime.date
    ends_on: datetime.date
    stretches: tuple[Stretch, ...] = ()
    reason: Name | None = None


@dataclass(frozen=True)
class Schedule:
    """All that is known of a place's hours; a week without any stretch is not known."""

    week: tuple[tuple[Stretch, ...], ...] = ((),) * 7
    exceptions: tuple[DatedHours, ...] = ()
    by_appointment: bool = False

    @property
    def is_known(self) -> bool:
        """Tell whether the hours of the week are known."""
        return any(self.week)


@dataclass(frozen=True)
class DayHours:
    """The hours of one day: ``None`` where they are not known, empty where it is closed."""

    day: datetime.date
    stretches: tuple[Stretch, ...] | None
    because: Because = Because.WEEK
    reason: Name | None = None


@dataclass(frozen=True)
class OpenState:
    """What holds at a moment, and until when it holds.

    ``until`` is given when open; ``opens_at`` when closed and the next opening is known, both on
    the clock of the place. ``today`` says why a day is not like others. At ``changes_at``, in
    UTC, something of this becomes different.
    """

    status: OpenStatus
    today: DayHours
    changes_at: datetime.datetime
    until: datetime.datetime | None = None
    opens_at: datetime.datetime | None = None

    @property
    def days_until_opening(self) -> int | None:
        """Return in how many days the place opens, 0 for today."""
        return (self.opens_at.date() - self.today.day).days if self.opens_at else None


def merged(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches in their order, those that touch or overlap as one."""
    found: list[Stretch] = []
    for each in sorted(stretches):
        if found and each.opens <= found[-1].closes:
            found[-1] = Stretch(found[-1].opens, max(found[-1].closes, each.closes))
        else:
            found.append(each)
    return tuple(found)


def hours_of(schedule: Schedule, day: datetime.date, holiday_of: HolidayOf) -> DayHours:
    """Return the hours of a day: exceptions go before holidays, holidays before the week.

    An exception of a single day is taken at its word. One of several days with times changes the
    hours of the days that would be open and opens no others. One without times closes them all.
    """
    usual = _usual(schedule, day, holiday_of)
    dated = [each for each in schedule.exceptions if each.starts_on <= day <= each.ends_on]
    single = [each for each in dated if each.starts_on == each.ends_on]
    closed = [each for each in dated if not each.stretches]
    wide = [] if usual.stretches == () else dated
    found = closed or single or wide
    if not found:
        return usual
    reason = next((each.reason for each in found if each.reason), None)
    stretches = merged([stretch for each in found for stretch in each.stretches])
    return DayHours(day, stretches, Because.EXCEPTION, reason)


def _usual(schedule: Schedule, day: datetime.date, holiday_of: HolidayOf) -> DayHours:
    stretches = merged(schedule.week[day.weekday()]) if schedule.is_known else None
    holiday = holiday_of(day)
    if holiday is None:
        return DayHours(day, stretches)
    return DayHours(day, () if schedule.is_known else None, Because.HOLIDAY, holiday)


def days_from(
    schedule: Schedule, first: datetime.date, holiday_of: HolidayOf
) -> Iterator[DayHours]:
    """Yield the hours of each day up to the horizon."""
    for number in range(HORIZON.days):
        yield hours_of(schedule, first + datetime.timedelta(days=number), holiday_of)


@lru_cache(maxsize=4096)
def moment(day: datetime.date, time: datetime.time, zone: ZoneInfo) -> datetime.datetime:
    """Return when the clock of a day first shows a time or, where it jumps, has passed it.

    In UTC, because Python compares two moments of one zone by their clocks alone.
    """
    wall = datetime.datetime.combine(day, time)
    instant = wall.replace(tzinfo=zone).astimezone(datetime.UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    before = wall.replace(tzinfo=zone, fold=1).astimezone(datetime.UTC)
    return _jump(before, instant, zone)


def _jump(before: datetime.datetime, after: datetime.datetime, zone: ZoneInfo) -> datetime.datetime:
    """Return the moment between two at which the clock jumps, by halving the span."""
    old = before.astimezone(zone).utcoffset()
    while after - before > datetime.timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def state_at(
    schedule: Schedule, now: datetime.datetime, zone: ZoneInfo, holiday_of: HolidayOf
) -> OpenState:
    """Return what can be said of a place at a moment, and when this changes next."""
    now = now.astimezone(datetime.UTC)
    today = hours_of(schedule, now.astimezone(zone).date(), holiday_of)
    midnight = moment(today.day + datetime.timedelta(days=1), datetime.time(), zone)
    if schedule.by_appointment:
        return OpenState(OpenStatus.APPOINTMENT, today, midnight)
    if today.stretches is None:
        return OpenState(OpenStatus.UNKNOWN, today, midnight)
    for each in today.stretches:
        closes = moment(today.day, each.closes, zone)
        if moment(today.day, each.opens, zone) <= now < closes:
            return OpenState(OpenStatus.OPEN, today, closes, until=closes.astimezone(zone))
    opens = next_opening(schedule, now, zone, holiday_of)
    opens_at = opens.astimezone(zone) if opens else None
    return OpenState(OpenStatus.CLOSED, today, min(opens or midnight, midnight), opens_at=opens_at)


def next_opening(
    schedule: Schedule, now: datetime.datetime, zone: ZoneInfo, holiday_of: HolidayOf
) -> datetime.datetime | None:
    """Return when a closed place opens next; ``None`` when a day comes that is not known.

    ``now`` and the answer are in UTC.
    """
    for day in days_from(schedule, now.astimezone(zone).date(), holiday_of):
        if day.stretches is None:
            return None
        for each in day.stretches:
            opens, closes = (moment(day.day, at, zone) for at in (each.opens, each.closes))
            if now < opens < closes:
                return opens
    return None


def special_days(
    schedule: Schedule, first: datetime.date, days: int, holiday_of: HolidayOf
) -> list[DayHours]:
    """Return the days of a period whose hours are not those of the week."""
    found = (
        hours_of(schedule, first + datetime.timedelta(days=number), holiday_of)
        for number in range(days)
    )
    return [day for day in found if day.because is not Because.WEEK]
