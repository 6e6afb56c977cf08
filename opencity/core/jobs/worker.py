"""Works off tasks and schedules, one at a time, until it is asked to end."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType

from django.db import DatabaseError, close_old_connections
from django.utils.module_loading import autodiscover_modules
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from opencity.core.jobs.actions import (
    prepare_schedules,
    requeue_lost_tasks,
    start_due_schedules,
)
from opencity.core.jobs.worker_id import new_worker_id

logger = logging.getLogger(__name__)

PAUSE = 1.0
LONGEST_PAUSE = 30.0


class JobWorker:
    """One process's worker; a signal lets the task in hand end and starts no other."""

    def __init__(self) -> None:
        self._asked_to_end = threading.Event()
        self._tasks = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=new_worker_id(),
        )

    def obey_signals(self) -> None:
        """End on SIGTERM and on Ctrl-C."""
        signal.signal(signal.SIGTERM, self.end)
        signal.signal(signal.SIGINT, self.end)

    def end(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Let the task in hand end, then stop."""
        self._tasks.running = False
        self._asked_to_end.set()

    def prepare(self) -> None:
        """Learn all tasks and schedules of the apps, and pick up what a killed worker left."""
        autodiscover_modules("tasks")
        prepare_schedules()
        requeue_lost_tasks()

    def run(self) -> None:
        """Work until asked to end; a database that is away for a while is waited for."""
        pause = PAUSE
        while not self._asked_to_end.is_set():
            try:
                self.work_once()
                pause = PAUSE
            except DatabaseError:
                pause = min(LONGEST_PAUSE, pause * 2)
                logger.exception("The database does not answer; trying again in %g s", pause)
            close_old_connections()
            self._asked_to_end.wait(pause)

    def work_once(self) -> None:
        """Queue the schedules that are due, then work off the queue."""
        start_due_schedules()
        if DBTaskResult.objects.ready().exists():
            self._tasks.run()
