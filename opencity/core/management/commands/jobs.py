"""The command ``opencity jobs``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localtime

from opencity.core.jobs.models import ScheduledJob
from opencity.core.jobs.queries import job_status


class Command(BaseCommand):
    """Shows how the background work is doing."""

    help = "Show the background tasks that wait, run and failed, and when each schedule runs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the numbers, then one line for each schedule."""
        status = job_status()
        since = f" since {_time(status.waiting_since)}" if status.waiting_since else ""
        self.stdout.write(
            f"waiting {status.waiting}{since}, running {status.running}, "
            f"failed in the last day {status.failed_last_day}"
        )
        for each in status.schedules:
            self.stdout.write(_line(each))
        if status.late:
            self.stderr.write("Schedules are late: is a task worker running?")


def _line(job: ScheduledJob) -> str:
    error = f"  ! {job.last_error}" if job.last_error else ""
    return f"{job.name:24} next {_time(job.next_due)}  last end {_time(job.last_finished)}{error}"


def _time(moment: datetime | None) -> str:
    return f"{localtime(moment):%Y-%m-%d %H:%M:%S}" if moment else "never"
