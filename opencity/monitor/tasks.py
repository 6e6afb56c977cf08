"""What the monitor does by itself."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from opencity.core.jobs.registry import AHEAD, schedule
from opencity.core.pagecache import touch
from opencity.monitor.actions import indexing
from opencity.monitor.actions.counting import count_registers
from opencity.monitor.models import IndicatorVersion


@schedule("count-registers", every=timedelta(hours=12))
def count() -> None:
    """Count the site's own registers into their series."""
    count_registers()


@task(priority=AHEAD)
def calculate_index(pk: int) -> bool:
    """Calculate a run of the openness index that waits."""
    return indexing.calculate_run(pk=pk)


@schedule("give-up-lost-runs", every=timedelta(hours=1))
def give_up_lost_runs() -> None:
    """Let runs of the index fail whose calculation never came to an end."""
    indexing.give_up_lost_runs()


@schedule("definitions-in-force", every=timedelta(hours=1))
def show_new_definitions() -> None:
    """Let kept pages go on the day from which another definition holds."""
    if IndicatorVersion.objects.filter(valid_from=timezone.localdate()).exists():
        touch("monitor")
