"""Tries a failed task again when its attempts are not used up."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished

from opencity.core.jobs.actions import try_again


@receiver(task_finished)
def try_failed_task_again(sender: type, *, task_result: Any, **_: Any) -> None:
    """Put a failed task of the database's queue back with a later time."""
    if task_result.status == TaskResultStatus.FAILED and hasattr(task_result, "db_result"):
        try_again(result=task_result.db_result)
