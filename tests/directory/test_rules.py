"""When a place is open: the sentences of the page, and what must hold for any hours at all."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from opencity.directory.rules import (
    Because,
    DatedHours,
    OpenStatus,
    Schedule,
    Stretch,
    hours_of,
    merged,
    moment,
    special_days,
    state_at,
)

SOFIA = ZoneInfo("Europe/Sofia")
ZONES = [SOFIA, ZoneInfo("Africa/Cairo"), ZoneInfo("America/Havana"), ZoneInfo("Asia/Kolkata")]
NEW_YEAR = {"en": "New Year's Day"}
HOLIDAYS = {datetime.date(2027, 1, 1): NEW_YEAR, datetime.date(2027, 5, 24): {"en": "Letters"}}


def time(text: str) -> datetime.time:
    return datetime.time.fromisoformat(text)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def at(text: str, zone: ZoneInfo = SOFIA) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=zone)


def span(opens: str, closes: str) -> Stretch:
    return Stretch(time(opens), time(closes))


WORKDAYS = Schedule(week=(*((span("09:00", "17:30"),),) * 5, (), ()))


def state(schedule: Schedule, now: str):
    return state_at(schedule, at(now), SOFIA, HOLIDAYS.get)


def said(schedule: Schedule, now: str) -> tuple[str, str, str, str]:
    """Return status, reason, until when open or when it opens, and when that changes."""
    found = state(schedule, now)
    moments = (found.until or found.opens_at, found.changes_at)
    local = [each.astimezone(SOFIA) if each else None for each in moments]
    until, changes = (f"{each:%Y-%m-%dT%H:%M}" if each else "" for each in local)
    return found.status.value, found.today.because.value, until, changes


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2027-02-03T10:00", ("open", "week", "2027-02-03T17:30", "2027-02-03T17:30")),
        ("2027-02-03T09:00", ("open", "week", "2027-02-03T17:30", "2027-02-03T17:30")),
        ("2027-02-03T08:59", ("closed", "week", "2027-02-03T09:00", "2027-02-03T09:00")),
        ("2027-02-03T17:30", ("closed", "week", "2027-02-04T09:00", "2027-02-04T00:00")),
        ("2027-02-05T18:00", ("closed", "week", "2027-02-08T09:00", "2027-02-06T00:00")),
        ("2027-01-01T10:00", ("closed", "holiday", "2027-01-04T09:00", "2027-01-02T00:00")),
    ],
)
def test_a_working_week_with_a_holiday(now, expected):
    assert said(WORKDAYS, now) == expected


def test_a_holiday_is_named():
    assert state(WORKDAYS, "2027-01-01T10:00").today.reason == NEW_YEAR


def test_a_lunch_break_closes_and_opens_again_today():
    lunch = Schedule(week=((span("13:00", "17:00"), span("09:00", "12:30")), *((),) * 6))
    assert said(lunch, "2027-02-01T12:45") == (
        "closed", "week", "2027-02-01T13:00", "2027-02-01T13:00",
    )  # fmt: skip


def test_hours_that_touch_or_overlap_are_one_stretch():
    parts = [span("12:00", "15:00"), span("09:00", "12:00"), span("14:00", "17:00")]
    assert merged(parts) == (span("09:00", "17:00"),)


def test_by_appointment_is_never_closed():
    appointment = Schedule(week=WORKDAYS.week, by_appointment=True)
    for now in ("2027-01-01T10:00", "2027-02-06T03:00"):
        assert state(appointment, now).status is OpenStatus.APPOINTMENT
    assert state(appointment, "2027-01-01T10:00").today.reason == NEW_YEAR


def test_unknown_hours_are_unknown_on_a_holiday_too_which_is_named():
    found = state(Schedule(), "2027-01-01T10:00")
    assert (found.status, found.today.reason) == (OpenStatus.UNKNOWN, NEW_YEAR)
    assert state(Schedule(), "2027-02-03T10:00").status is OpenStatus.UNKNOWN


def dated(first: str, last: str = "", *stretches: Stretch, schedule: Schedule = WORKDAYS):
    reason = {"en": "Repairs"}
    row = DatedHours(day(first), day(last or first), stretches, reason)
    return Schedule(week=schedule.week, exceptions=(row,))


def hours_on(schedule: Schedule, when: str):
    found = hours_of(schedule, day(when), HOLIDAYS.get)
    return found.because, found.stretches


def test_an_exception_without_times_closes():
    closed = dated("2027-02-03", "2027-02-10")
    assert said(closed, "2027-02-03T10:00") == (
        "closed", "exception", "2027-02-11T09:00", "2027-02-04T00:00",
    )  # fmt: skip
    assert state(closed, "2027-02-03T10:00").today.reason == {"en": "Repairs"}


def test_an_exception_of_one_day_opens_on_a_holiday_and_on_a_sunday():
    short = span("10:00", "12:00")
    assert hours_on(dated("2027-01-01", "", short), "2027-01-01") == (Because.EXCEPTION, (short,))
    assert hours_on(dated("2027-02-07", "", short), "2027-02-07") == (Because.EXCEPTION, (short,))


def test_an_exception_of_many_days_changes_open_days_and_opens_no_others():
    summer = dated("2027-05-20", "2027-05-31", span("10:00", "14:00"))
    assert hours_on(summer, "2027-05-21") == (Because.EXCEPTION, (span("10:00", "14:00"),))
    assert hours_on(summer, "2027-05-22") == (Because.WEEK, ())
    assert hours_on(summer, "2027-05-24") == (Because.HOLIDAY, ())


def test_an_exception_says_what_holds_where_the_week_is_not_known():
    one = dated("2027-02-03", "", span("10:00", "12:00"), schedule=Schedule())
    assert said(one, "2027-02-03T09:00")[0:3] == ("closed", "exception", "2027-02-03T10:00")
    assert said(one, "2027-02-03T13:00")[0:3] == ("closed", "exception", "")
    assert state(one, "2027-02-04T13:00").status is OpenStatus.UNKNOWN


def test_two_exceptions_of_a_day_add_up_and_closing_goes_first():
    morning = DatedHours(day("2027-02-03"), day("2027-02-03"), (span("09:00", "11:00"),))
    evening = DatedHours(day("2027-02-03"), day("2027-02-03"), (span("18:00", "20:00"),))
    closing = DatedHours(day("2027-02-01"), day("2027-02-05"))
    both = Schedule(WORKDAYS.week, (evening, morning))
    assert hours_on(both, "2027-02-03")[1] == (span("09:00", "11:00"), span("18:00", "20:00"))
    assert hours_on(Schedule(WORKDAYS.week, (morning, closing)), "2027-02-03")[1] == ()


def test_a_place_closed_for_more_than_a_year_names_no_opening():
    assert state(dated("2027-01-01", "2029-01-01"), "2027-02-03T10:00").opens_at is None


def test_the_hour_that_summer_time_leaves_out_begins_with_the_jump():
    # In Sofia the clock jumps from 03:00 to 04:00 on 28 March 2027, at 01:00 UTC.
    jump = datetime.datetime(2027, 3, 28, 1, tzinfo=datetime.UTC)
    assert [moment(day("2027-03-28"), time(text), SOFIA) for text in ("03:00", "03:30")] == [
        jump, jump,
    ]  # fmt: skip
    assert moment(day("2027-03-28"), time("04:00"), SOFIA) == jump


def test_the_hour_that_comes_twice_counts_once_the_first_time():
    first = datetime.datetime(2027, 10, 31, 0, 30, tzinfo=datetime.UTC)
    assert moment(day("2027-10-31"), time("03:30"), SOFIA) == first


def test_an_office_opens_by_the_clock_on_both_sides_of_the_change():
    before, after = at("2027-03-26T09:00"), at("2027-03-29T09:00")
    assert (after - before).total_seconds() == 3 * 86400
    assert after.astimezone(datetime.UTC) - before.astimezone(datetime.UTC) == datetime.timedelta(
        days=3, hours=-1
    )
    assert state(WORKDAYS, "2027-03-27T12:00").opens_at == after


def test_days_with_other_hours_are_listed():
    found = special_days(dated("2027-05-26"), day("2027-05-20"), 10, HOLIDAYS.get)
    assert [(each.day, each.because) for each in found] == [
        (day("2027-05-24"), Because.HOLIDAY),
        (day("2027-05-26"), Because.EXCEPTION),
    ]


def stretch_of(number: int) -> Stretch:
    """Return one of many stretches, known by a number: quick to draw."""
    opens, length = divmod(number, 37)
    closes = min(opens * 7 % 1438 + 1 + length * 20, 1439)
    return Stretch(clock(opens * 7 % 1438), clock(closes))


def clock(minutes: int) -> datetime.time:
    return datetime.time(minutes // 60, minutes % 60)


stretches = st.integers(0, 37 * 205).map(stretch_of)
weeks = st.tuples(*[st.lists(stretches, max_size=2).map(tuple)] * 7)
days = st.dates(datetime.date(2027, 1, 1), datetime.date(2027, 12, 31))


@st.composite
def exceptions(draw):
    first = draw(days)
    last = first + datetime.timedelta(days=draw(st.integers(0, 9)))
    return DatedHours(first, last, tuple(draw(st.lists(stretches, max_size=1))))


schedules = st.builds(Schedule, weeks, st.lists(exceptions(), max_size=2).map(tuple), st.booleans())
instants = st.datetimes(
    datetime.datetime(2027, 1, 1), datetime.datetime(2027, 12, 31)
).map(lambda value: value.replace(microsecond=0, tzinfo=datetime.UTC))  # fmt: skip


def visible(found) -> tuple:
    """Return what a page shows of a state."""
    return found.status, found.today, found.until, found.opens_at


@settings(max_examples=60, deadline=None)
@given(schedules, instants, st.sampled_from(ZONES), st.floats(0, 0.999))
@example(WORKDAYS, datetime.datetime(2027, 3, 28, 0, 59, 59, tzinfo=datetime.UTC), SOFIA, 0.5)
def test_a_state_holds_exactly_until_it_changes(schedule, now, zone, share):
    found = state_at(schedule, now, zone, HOLIDAYS.get)
    assert found.changes_at > now

    later = now + (found.changes_at - now) * share
    assert visible(state_at(schedule, later, zone, HOLIDAYS.get)) == visible(found)
    after = state_at(schedule, found.changes_at, zone, HOLIDAYS.get)
    assert visible(after) != visible(found)


@settings(max_examples=60, deadline=None)
@given(schedules, instants, st.sampled_from(ZONES))
def test_a_place_is_what_it_was_said_to_become(schedule, now, zone):
    found = state_at(schedule, now, zone, HOLIDAYS.get)
    if found.until:
        assert found.status is OpenStatus.OPEN
        assert now < found.until.astimezone(datetime.UTC) == found.changes_at
    if found.opens_at:
        assert found.status is OpenStatus.CLOSED
        opens_at = found.opens_at.astimezone(datetime.UTC)
        opened = state_at(schedule, opens_at, zone, HOLIDAYS.get)
        assert opened.status is OpenStatus.OPEN
        just_before = opens_at - datetime.timedelta(seconds=1)
        if just_before > now:
            assert state_at(schedule, just_before, zone, HOLIDAYS.get).status is OpenStatus.CLOSED
    assert (found.status is OpenStatus.APPOINTMENT) == schedule.by_appointment


@settings(max_examples=60, deadline=None)
@given(schedules, instants)
def test_open_is_what_the_clock_on_the_wall_says_where_no_clock_jumps(schedule, now):
    zone = ZoneInfo("Asia/Kolkata")
    wall = now.astimezone(zone)
    hours = hours_of(schedule, wall.date(), HOLIDAYS.get).stretches or ()
    is_open = any(each.opens <= wall.time() < each.closes for each in hours)
    expected = is_open and not schedule.by_appointment
    assert (state_at(schedule, now, zone, HOLIDAYS.get).status is OpenStatus.OPEN) == expected
