"""The opening hours of places as the rules want them: read for many at once, or from a draft."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from opencity.core.published import children
from opencity.directory.models import HoursException, OpeningHours, Place
from opencity.directory.public_holidays import holiday_of
from opencity.directory.rules import DatedHours, DayHours, OpenState, Schedule, Stretch, state_at
from opencity.directory.rules import special_days as find_special_days

WEEKS_AHEAD = 4
"""How far ahead a page tells of days with other hours."""


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def city_zone() -> ZoneInfo:
    """Return the city's time zone."""
    return _zone(settings.TIME_ZONE)


def schedule_of(
    place: Place, hours: Iterable[OpeningHours], exceptions: Iterable[HoursException]
) -> Schedule:
    """Return what is known of a place's hours."""
    week: list[list[Stretch]] = [[] for _day in range(7)]
    for row in hours:
        week[row.day].append(Stretch(row.opens, row.closes))
    return Schedule(
        week=tuple(map(tuple, week)),
        exceptions=tuple(_dated(row) for row in exceptions),
        by_appointment=place.appointment,
    )


def _dated(row: HoursException) -> DatedHours:
    stretches = (Stretch(row.opens, row.closes),) if row.opens and row.closes else ()
    return DatedHours(row.starts_on, row.ends_on, stretches, row.reason or None)


def with_schedules(places: Iterable[Place]) -> list[Place]:
    """Give each published place ``schedule`` and ``state``, by two queries for all of them."""
    rows = list(places)
    now = timezone.now()
    hours: dict[int, list[OpeningHours]] = {}
    for hour in OpeningHours.objects.filter(place__in=rows):
        hours.setdefault(hour.place_id, []).append(hour)
    exceptions: dict[int, list[HoursException]] = {}
    for exception in HoursException.objects.filter(place__in=rows):
        exceptions.setdefault(exception.place_id, []).append(exception)
    for row in rows:
        schedule = schedule_of(row, hours.get(row.pk, ()), exceptions.get(row.pk, ()))
        row.schedule, row.state = schedule, current_state(schedule, now)
    return rows


def with_own_schedule(place: Place, *, draft: bool = False) -> Place:
    """Give one place ``schedule`` and ``state``, from its published version or from a draft.

    ``place`` was read with ``select_related("live_revision")``, which saves two queries.
    """
    hours = children(place, OpeningHours, draft=draft)
    exceptions = children(place, HoursException, draft=draft)
    schedule = schedule_of(place, hours, exceptions)
    place.schedule, place.state = schedule, current_state(schedule, timezone.now())
    return place


def current_state(schedule: Schedule, now: datetime.datetime) -> OpenState:
    """Return what can be said of a place of this city at a moment."""
    return state_at(schedule, now, city_zone(), holiday_of)


def special_days(schedule: Schedule) -> list[DayHours]:
    """Return the days of the coming weeks whose hours are not those of the week."""
    return find_special_days(schedule, timezone.localdate(), 7 * WEEKS_AHEAD, holiday_of)


def seconds_left(places: Iterable[Place]) -> int:
    """Return for how many seconds a page about these places stays true: to midnight at most."""
    now = timezone.now()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    midnight = datetime.datetime.combine(tomorrow, datetime.time(), city_zone())
    changes = [midnight, *(row.state.changes_at for row in places)]
    return max(0, int((min(changes) - now).total_seconds()))
