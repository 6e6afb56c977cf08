"""The command ``opencity work``."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from opencity.core.jobs.worker import JobWorker


class Command(BaseCommand):
    """Runs one task worker."""

    help = "Work off background tasks and schedules until Ctrl-C; several may run at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer to stop when nothing is left to do."""
        parser.add_argument("--once", action="store_true", help="end when nothing is left to do")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        """Work until asked to end, or once through the queue."""
        worker = JobWorker()
        worker.prepare()
        if once:
            worker.work_once()
            return
        worker.obey_signals()
        worker.run()
