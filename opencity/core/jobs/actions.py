"""Writes of the job layer: claiming schedules, trying again, picking up what was lost."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from opencity.core.jobs.models import ScheduledJob
from opencity.core.jobs.registry import Schedule, retry_of, schedules
from opencity.core.jobs.worker_id import is_elsewhere, is_gone

LEASE = timedelta(hours=1)
ATTEMPTS_AFTER_LOSS = 3
LONGEST_RUN_ELSEWHERE = timedelta(hours=6)


def prepare_schedules() -> None:
    """Give each registered schedule its row; a schedule made more frequent is due sooner."""
    now = timezone.now()
    for each in schedules:
        latest = each.timing.after(now)
        ScheduledJob.objects.get_or_create(name=each.name, defaults={"next_due": latest})
        ScheduledJob.objects.filter(name=each.name, next_due__gt=latest).update(next_due=latest)


def start_due_schedules() -> list[str]:
    """Queue each schedule that is due, once whatever the number of workers; return the names."""
    due = ScheduledJob.objects.filter(next_due__lte=timezone.now()).values_list("name", flat=True)
    known = [schedules.get(name) for name in due]
    return [each.name for each in known if each and start_schedule(schedule=each)]


@transaction.atomic
def start_schedule(*, schedule: Schedule) -> bool:
    """Claim a schedule that is due and queue its run; return False when another worker did."""
    from opencity.core.jobs.tasks import run_schedule

    now = timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    claimed = ScheduledJob.objects.filter(free, name=schedule.name, next_due__lte=now).update(
        next_due=schedule.timing.after(now), leased_until=now + LEASE, last_started=now
    )
    if claimed:
        run_schedule.enqueue(schedule.name)
    return bool(claimed)


def finish_schedule(*, name: str, error: str) -> None:
    """Note the end of a run, and let the next one begin when it is due."""
    ScheduledJob.objects.filter(name=name).update(
        leased_until=None, last_finished=timezone.now(), last_error=error
    )


def try_again(*, result: DBTaskResult) -> bool:
    """Put a failed task back into the queue when it has attempts left; return whether it had."""
    delay = retry_of(result.task_path).delay_after(len(result.worker_ids))
    if delay is None:
        return False
    waiting = DBTaskResult.objects.filter(pk=result.pk, status=TaskResultStatus.FAILED).update(
        status=TaskResultStatus.READY, run_after=timezone.now() + delay, finished_at=None
    )
    return bool(waiting)


def requeue_lost_tasks() -> int:
    """Put back what a worker was doing when it was killed; return how many tasks."""
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    return sum(_requeue(result) for result in running if _is_lost(result))


def _is_lost(result: DBTaskResult) -> bool:
    """Judge by the worker's process on this machine, by the time passed on another one."""
    worker = result.worker_ids[-1] if result.worker_ids else ""
    if is_elsewhere(worker):
        limit = timezone.now() - LONGEST_RUN_ELSEWHERE
        return result.started_at is None or result.started_at < limit
    return is_gone(worker)


def _requeue(result: DBTaskResult) -> int:
    """Queue a lost task, or let it fail when it was lost with each of its workers."""
    same = DBTaskResult.objects.filter(
        pk=result.pk, status=TaskResultStatus.RUNNING, started_at=result.started_at
    )
    if len(result.worker_ids) < ATTEMPTS_AFTER_LOSS:
        return same.update(status=TaskResultStatus.READY, started_at=None)
    failed = {"status": TaskResultStatus.FAILED, "finished_at": timezone.now()}
    same.update(**failed, traceback="The worker was killed during each attempt.")
    return 0
