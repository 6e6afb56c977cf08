"""How the background work is doing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from opencity.core.jobs.models import ScheduledJob

LATE_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class JobStatus:
    """Numbers of tasks, and the state of each schedule."""

    waiting: int
    waiting_since: datetime | None
    running: int
    failed_last_day: int
    schedules: tuple[ScheduledJob, ...]

    @property
    def late(self) -> tuple[ScheduledJob, ...]:
        """Return the schedules that should have started minutes ago: no worker is running."""
        limit = timezone.now() - LATE_AFTER
        return tuple(each for each in self.schedules if each.next_due < limit)


def job_status() -> JobStatus:
    """Return the state of queue and schedules, in two queries."""
    now = timezone.now()
    due = Q(status=TaskResultStatus.READY) & ~Q(run_after__gt=now, run_after__year__lt=9999)
    yesterday = now - timedelta(days=1)
    numbers = DBTaskResult.objects.aggregate(
        waiting=Count("pk", filter=due),
        waiting_since=Min("enqueued_at", filter=due),
        running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
        failed_last_day=Count(
            "pk", filter=Q(status=TaskResultStatus.FAILED, finished_at__gte=yesterday)
        ),
    )
    return JobStatus(**numbers, schedules=tuple(ScheduledJob.objects.all()))
