from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencity.core.jobs.rules import LONGEST_DELAY, Daily, Every, Retry

SOFIA = ZoneInfo("Europe/Sofia")
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("attempt", "seconds"), [(1, 10), (2, 20), (3, 40), (4, 80), (5, None), (6, None)]
)
def test_waits_double_until_the_attempts_are_used_up(attempt: int, seconds: int | None) -> None:
    wait = None if seconds is None else timedelta(seconds=seconds)
    assert Retry().delay_after(attempt) == wait


@given(st.integers(1, 10_000))
def test_no_wait_is_longer_than_an_hour(attempt: int) -> None:
    wait = Retry(attempts=20_000).delay_after(attempt)
    assert wait is not None
    assert timedelta(0) < wait <= LONGEST_DELAY


def test_a_pause_counts_from_the_moment() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    assert Every(timedelta(minutes=1)).after(moment) == datetime(2026, 1, 1, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 1, 10, 3, 29, tzinfo=SOFIA), datetime(2026, 1, 10, 3, 30, tzinfo=SOFIA)),
        (datetime(2026, 1, 10, 3, 30, tzinfo=SOFIA), datetime(2026, 1, 11, 3, 30, tzinfo=SOFIA)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=SOFIA), datetime(2027, 1, 1, 3, 30, tzinfo=SOFIA)),
        # Summer time begins on 29 March 2026 at 3:00 and ends on 25 October at 4:00.
        (datetime(2026, 3, 28, 12, 0, tzinfo=SOFIA), datetime(2026, 3, 29, 3, 30, tzinfo=SOFIA)),
        (datetime(2026, 10, 24, 12, 0, tzinfo=SOFIA), datetime(2026, 10, 25, 3, 30, tzinfo=SOFIA)),
    ],
)
def test_a_daily_time_is_the_one_on_the_clocks_of_the_city(now: datetime, due: datetime) -> None:
    assert Daily(time(3, 30), SOFIA).after(now) == due


@given(moments, st.times(timezones=st.none()))
def test_a_daily_time_is_always_ahead_and_at_most_a_day_and_an_hour(
    now: datetime, at: time
) -> None:
    due = Daily(at, SOFIA).after(now)
    assert timedelta(0) < due.astimezone(UTC) - now <= timedelta(hours=25)
