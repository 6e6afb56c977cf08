"""The jobs that the platform itself runs on a schedule."""

from __future__ import annotations

from datetime import time, timedelta

from django.core.management import call_command
from django_tasks import task

from opencity.core.jobs.actions import finish_schedule, requeue_lost_tasks
from opencity.core.jobs.registry import AHEAD, schedule, schedules


@task(priority=AHEAD)
def run_schedule(name: str) -> None:
    """Run the job of a schedule, and note how it ended."""
    found = schedules.get(name)
    error = "" if found else "no such schedule"
    try:
        if found:
            found.job()
    except Exception as trouble:  # noted for the status page, then raised for the retry
        error = f"{type(trouble).__name__}: {trouble}"
        raise
    finally:
        finish_schedule(name=name, error=error)


@schedule("publish-scheduled", every=timedelta(minutes=1))
def publish_scheduled() -> None:
    """Publish and withdraw what is due by its own dates."""
    call_command("publish_scheduled")


@schedule("requeue-lost-tasks", every=timedelta(minutes=1))
def requeue_lost() -> None:
    """Put back the tasks of workers that were killed."""
    requeue_lost_tasks()


@schedule("prune-task-results", daily_at=time(3, 30))
def prune_task_results() -> None:
    """Forget results of tasks: successful ones after two weeks, failed ones after two months."""
    call_command("prune_db_task_results", failed_min_age_days=60, queue_name="*", verbosity=0)
