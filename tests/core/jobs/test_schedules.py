from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from opencity.core.jobs import actions, tasks
from opencity.core.jobs.models import ScheduledJob
from opencity.core.jobs.queries import job_status
from opencity.core.jobs.registry import schedule, schedules
from opencity.core.jobs.worker import JobWorker

pytestmark = [pytest.mark.both_databases]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def runs() -> Iterator[list[datetime]]:
    """When the schedule "count" ran."""
    seen: list[datetime] = []
    schedule("count", every=MINUTE)(lambda: seen.append(timezone.now()))
    yield seen
    schedules.unregister("count")


def due_job(name: str = "count", **values: object) -> ScheduledJob:
    facts = {"next_due": timezone.now() - timedelta(seconds=1), **values}
    job, _ = ScheduledJob.objects.update_or_create(name=name, defaults=facts)
    return job


@pytest.mark.django_db(transaction=True)
def test_a_due_schedule_runs_once_and_is_due_again_later(runs: list[datetime]) -> None:
    due_job()
    worker = JobWorker()
    worker.work_once()
    worker.work_once()
    assert len(runs) == 1
    job = ScheduledJob.objects.get(name="count")
    assert runs[0] < job.next_due <= timezone.now() + MINUTE
    assert (job.leased_until, job.last_error) == (None, "")
    assert job.last_started is not None
    assert job.last_finished is not None


@pytest.mark.django_db
def test_a_schedule_that_is_not_due_does_not_start(runs: list[datetime]) -> None:
    due_job(next_due=timezone.now() + MINUTE)
    assert actions.start_due_schedules() == []
    assert DBTaskResult.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_many_workers_start_a_due_schedule_once(runs: list[datetime]) -> None:
    due_job()
    found = schedules.get("count")
    assert found
    claims = in_threads(6, lambda: actions.start_schedule(schedule=found))
    assert sorted(claims) == [False] * 5 + [True]
    assert DBTaskResult.objects.count() == 1


def in_threads(number: int, act: Callable[[], bool]) -> list[bool]:
    """Return what an act gave in several threads that begin together."""
    barrier, results = threading.Barrier(number), []

    def run() -> None:
        barrier.wait()
        try:
            results.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db
def test_a_run_that_has_not_ended_keeps_the_next_one_waiting(runs: list[datetime]) -> None:
    due_job(leased_until=timezone.now() + MINUTE)
    assert actions.start_due_schedules() == []


@pytest.mark.django_db
def test_a_lease_that_ran_out_holds_nobody_back(runs: list[datetime]) -> None:
    due_job(leased_until=timezone.now() - MINUTE)
    assert actions.start_due_schedules() == ["count"]


@pytest.mark.django_db(transaction=True)
def test_an_error_is_kept_and_the_schedule_goes_on() -> None:
    @schedule("break", daily_at=time(3, 30))
    def break_down() -> None:
        raise ValueError("disk full")

    due_job("break")
    JobWorker().work_once()
    schedules.unregister("break")
    job = ScheduledJob.objects.get(name="break")
    assert (job.leased_until, job.last_error) == (None, "ValueError: disk full")
    assert job.next_due > timezone.now()
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


@pytest.mark.django_db
def test_the_row_of_a_schedule_that_is_gone_starts_nothing() -> None:
    due_job("removed-long-ago")
    assert actions.start_due_schedules() == []


@pytest.mark.django_db
def test_preparing_gives_each_schedule_a_row_and_brings_a_faster_one_forward(
    runs: list[datetime],
) -> None:
    due_job(next_due=timezone.now() + timedelta(days=1))
    actions.prepare_schedules()
    actions.prepare_schedules()
    assert set(ScheduledJob.objects.values_list("name", flat=True)) >= {
        "count",
        "publish-scheduled",
        "requeue-lost-tasks",
        "prune-task-results",
    }
    assert ScheduledJob.objects.get(name="count").next_due <= timezone.now() + MINUTE


@pytest.mark.django_db
def test_the_platforms_own_jobs_run() -> None:
    for job in (tasks.publish_scheduled, tasks.requeue_lost, tasks.prune_task_results):
        job()


@pytest.mark.parametrize("timing", [{}, {"every": MINUTE, "daily_at": time(1)}])
def test_a_schedule_needs_exactly_one_timing(timing: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="either every or daily_at"):
        schedule("odd", **timing)  # type: ignore[arg-type]  # the wrong call is the point


@pytest.mark.django_db
def test_the_status_names_late_schedules(runs: list[datetime]) -> None:
    due_job(next_due=timezone.now() - timedelta(minutes=6))
    due_job("other", next_due=timezone.now() - timedelta(minutes=4))
    assert [job.name for job in job_status().late] == ["count"]
