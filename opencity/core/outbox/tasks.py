"""Sends the outbox in the background; each mail remembers itself when it is tried again."""

from __future__ import annotations

from datetime import time, timedelta

from django_tasks import task

from opencity.core.jobs.registry import AHEAD, schedule
from opencity.core.outbox import actions


@task(priority=AHEAD)
def send(pk: int) -> None:
    """Send one mail."""
    actions.send_mail(pk=pk)


@schedule("send-mail", every=timedelta(minutes=1))
def send_due_mail() -> None:
    """Send what is due again, and what a worker that was killed left behind."""
    for pk in actions.due_mails():
        actions.send_mail(pk=pk)


@schedule("forget-old-mail", daily_at=time(3, 40))
def forget_old_mail() -> None:
    """Forget addresses and texts that are needed no more."""
    actions.forget_old_mail()
