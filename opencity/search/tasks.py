"""The search's part of the nightly work."""

from __future__ import annotations

from datetime import time

from opencity.core.jobs.registry import schedule
from opencity.search.actions import forget_missed


@schedule("forget-missed-queries", daily_at=time(3, 40))
def forget_missed_queries() -> None:
    """Forget what nobody has looked for in vain for long."""
    forget_missed()
