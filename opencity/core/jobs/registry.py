"""What can be run in the background: schedules, and tasks that are tried again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django_tasks import task
from django_tasks.base import Task

from opencity.core.jobs.rules import Daily, Every, Retry
from opencity.core.registries import Registry

P = ParamSpec("P")
T = TypeVar("T")
Job = Callable[[], object]


@dataclass(frozen=True)
class Schedule:
    """A job and when it runs."""

    name: str
    job: Job
    timing: Every | Daily


schedules: Registry[Schedule] = Registry("schedule")
_retries: dict[str, Retry] = {}


def schedule(
    name: str, *, every: timedelta | None = None, daily_at: time | None = None
) -> Callable[[Job], Job]:
    """Run the decorated function again and again, at a pause or daily at a time of the city."""
    if (every is None) == (daily_at is None):
        raise ValueError(f"schedule {name!r} needs either every or daily_at")

    def register(job: Job) -> Job:
        timing = Every(every) if every else Daily(daily_at or time(), city_zone())
        schedules.register(Schedule(name, job, timing))
        return job

    return register


AHEAD = 10
"""Priority of our own tasks: people wait for them, and a bulk write leaves a thousand others."""


def retrying_task(
    *, attempts: int = 5, first_delay: timedelta = timedelta(seconds=10)
) -> Callable[[Callable[P, T]], Task[P, T]]:
    """Make the decorated function a task that is tried again, with doubling waits."""

    def wrap(function: Callable[P, T]) -> Task[P, T]:
        made = task(priority=AHEAD)(function)
        _retries[made.module_path] = Retry(attempts, first_delay)
        return made

    return wrap


def retry_of(task_path: str) -> Retry:
    """Return how a task is tried again; a plain task has one attempt."""
    return _retries.get(task_path, Retry(attempts=1))


def city_zone() -> ZoneInfo:
    """Return the time zone of the city."""
    return ZoneInfo(settings.TIME_ZONE)
