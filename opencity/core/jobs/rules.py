"""When a schedule is due next, and how long to wait before another try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

LONGEST_DELAY = timedelta(hours=1)


@dataclass(frozen=True)
class Retry:
    """How often a task is tried, and how long after its first failure it is tried again."""

    attempts: int = 5
    first_delay: timedelta = timedelta(seconds=10)

    def delay_after(self, attempt: int) -> timedelta | None:
        """Return the wait after a failed attempt (from 1 on), doubling; ``None`` gives up."""
        if attempt >= self.attempts:
            return None
        return min(LONGEST_DELAY, self.first_delay * 2 ** min(attempt - 1, 30))


@dataclass(frozen=True)
class Every:
    """A fixed pause between two runs."""

    pause: timedelta

    def after(self, moment: datetime) -> datetime:
        """Return the next due time after a moment."""
        return moment + self.pause


@dataclass(frozen=True)
class Daily:
    """Once a day at a time on the city's clocks."""

    at: time
    zone: tzinfo

    def after(self, moment: datetime) -> datetime:
        """Return the next due time after a moment; summer time keeps the hour on the clock."""
        day = moment.astimezone(self.zone).date()
        due = datetime.combine(day, self.at, self.zone)
        if due <= moment:
            due = datetime.combine(day + timedelta(days=1), self.at, self.zone)
        return due
