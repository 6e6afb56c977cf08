"""What the desk does by itself: reminders, and looking behind links."""

from __future__ import annotations

from datetime import time, timedelta

from opencity.core.jobs.registry import schedule
from opencity.editing import actions


@schedule("remind-owners", daily_at=time(7, 0))
def remind_owners() -> None:
    """Write to owners what is due: the first morning of a week on which anything is."""
    actions.write_digests()


@schedule("collect-links", daily_at=time(2, 10))
def collect_links() -> None:
    """Learn the links in all records."""
    actions.collect_links()


@schedule("check-links", every=timedelta(minutes=5))
def check_links() -> None:
    """Look behind some of the links that are due."""
    actions.check_due_links()
