from __future__ import annotations

import os
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import AppConfig, apps
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from opencity.core.jobs import actions, receivers, worker_id
from opencity.core.jobs.queries import job_status
from opencity.core.jobs.registry import AHEAD, retrying_task
from opencity.core.jobs.worker import JobWorker

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]
calls: list[int] = []


@pytest.fixture(autouse=True)
def _no_calls() -> None:
    calls.clear()
    assert receivers.try_failed_task_again is not None


@retrying_task(attempts=3, first_delay=timedelta(seconds=10))
def succeed_at(number: int) -> str:
    calls.append(number)
    if len(calls) < number:
        raise OSError("the mail server does not answer")
    return "sent"


@task
def fail_once() -> None:
    calls.append(1)
    raise OSError("no")


def pass_the_wait() -> None:
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(
        run_after=timezone.now() - timedelta(seconds=1)
    )


def test_a_failed_task_waits_and_is_tried_again() -> None:
    began = timezone.now()
    succeed_at.enqueue(2)
    JobWorker().work_once()
    waiting = DBTaskResult.objects.get()
    assert (waiting.status, waiting.finished_at) == (TaskResultStatus.READY, None)
    assert timedelta(seconds=10) <= waiting.run_after - began < timedelta(seconds=20)
    assert "the mail server does not answer" in waiting.traceback

    JobWorker().work_once()
    assert len(calls) == 1  # it is too early

    pass_the_wait()
    JobWorker().work_once()
    done = DBTaskResult.objects.get()
    assert (done.status, done.return_value, len(calls)) == (TaskResultStatus.SUCCESSFUL, "sent", 2)


def test_our_own_tasks_go_before_the_bookkeeping_of_a_bulk_write() -> None:
    for _ in range(3):
        fail_once.enqueue()
    succeed_at.enqueue(1)
    assert DBTaskResult.objects.ready()[0].task_path == succeed_at.module_path


def test_no_task_of_ours_waits_behind_the_bookkeeping() -> None:
    ours = {
        each.module_path: each.priority
        for app in apps.get_app_configs()
        if app.name.startswith("opencity.")
        for module in _modules_with_tasks(app)
        for each in vars(module).values()
        if isinstance(each, Task)
    }
    assert {"opencity.core.outbox.tasks.send", "opencity.core.jobs.tasks.run_schedule"} <= set(ours)
    assert set(ours.values()) == {AHEAD}


def _modules_with_tasks(app: AppConfig) -> list[ModuleType]:
    files = Path(app.path).rglob("tasks.py")
    parts = [file.relative_to(app.path).with_suffix("").parts for file in files]
    return [import_module(".".join((app.name, *names))) for names in parts]


def test_a_task_gives_up_when_its_attempts_are_used_up() -> None:
    succeed_at.enqueue(99)
    for _ in range(5):
        JobWorker().work_once()
        pass_the_wait()
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    assert len(calls) == 3
    assert job_status().failed_last_day == 1


def test_a_plain_task_is_not_tried_again() -> None:
    fail_once.enqueue()
    JobWorker().work_once()
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def running_task(*workers: str, started: timedelta = timedelta()) -> DBTaskResult:
    succeed_at.enqueue(1)
    result = DBTaskResult.objects.get()
    result.status = TaskResultStatus.RUNNING
    result.worker_ids = list(workers)
    result.started_at = timezone.now() - started
    result.save()
    return result


def killed_worker() -> str:
    """A worker of this machine under a process number that is now another process's."""
    machine, process, _ = worker_id.new_worker_id().split("/")
    return f"{machine}/{process}/1"


def test_the_task_of_a_killed_worker_is_done_by_the_next_one() -> None:
    running_task(killed_worker())
    worker = JobWorker()
    worker.prepare()
    worker.work_once()
    assert calls == [1]


def test_the_task_of_a_living_worker_is_left_alone() -> None:
    running_task(worker_id.new_worker_id(), started=timedelta(days=1))
    assert actions.requeue_lost_tasks() == 0
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING


@pytest.mark.parametrize(("hours", "requeued"), [(5, 0), (7, 1)])
def test_the_task_of_another_machine_is_given_six_hours(hours: int, requeued: int) -> None:
    running_task("elsewhere/1/1", started=timedelta(hours=hours))
    assert actions.requeue_lost_tasks() == requeued


def test_a_task_that_kills_its_workers_is_given_up() -> None:
    running_task(killed_worker(), killed_worker(), killed_worker())
    assert actions.requeue_lost_tasks() == 0
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_a_worker_id_fits_its_column_and_is_its_own() -> None:
    own = worker_id.new_worker_id()
    assert len(own) <= 64
    assert not worker_id.is_gone(own)
    assert not worker_id.is_elsewhere(own)


@pytest.mark.parametrize("process", ["999999999", "0x1", "", str(2**70)])
def test_a_process_that_does_not_exist_is_gone(process: str) -> None:
    machine = worker_id.new_worker_id().split("/")[0]
    assert worker_id.is_gone(f"{machine}/{process}/1")


def test_the_status_counts_what_waits_and_runs() -> None:
    running_task(f"{os.uname().nodename}/1/1")
    succeed_at.enqueue(1)
    succeed_at.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(1)
    status = job_status()
    assert (status.waiting, status.running, status.failed_last_day) == (1, 1, 0)
    assert status.waiting_since is not None
