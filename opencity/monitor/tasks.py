"""What the monitor does by itself."""

from __future__ import annotations

from datetime import timedelta

from django_tasks import task

from opencity.core.jobs.registry import schedule
from opencity.monitor.actions import indexing
from opencity.monitor.actions.counting import count_registers


@schedule("count-registers", every=timedelta(hours=12))
def count() -> None:
    """Count the site's own registers into their series."""
    count_registers()


@task
def calculate_index(pk: int) -> bool:
    """Calculate a run of the openness index that waits."""
    return indexing.calculate_run(pk=pk)


@schedule("give-up-lost-runs", every=timedelta(hours=1))
def give_up_lost_runs() -> None:
    """Let runs of the index fail whose calculation never came to an end."""
    indexing.give_up_lost_runs()
