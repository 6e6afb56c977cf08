"""Background work of the translation app."""

from __future__ import annotations

from datetime import time, timedelta

from opencity.core.jobs.registry import schedule
from opencity.translation import actions


@schedule("list-texts", every=timedelta(minutes=1))
def list_texts() -> None:
    """Bring the desk's list up to date."""
    actions.catch_up_all()


@schedule("list-texts-anew", daily_at=time(3, 45))
def list_texts_anew() -> None:
    """Make the desk's list anew, whatever changed texts without telling."""
    actions.list_everything()
