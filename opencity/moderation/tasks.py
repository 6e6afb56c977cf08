"""Background work of moderation."""

from __future__ import annotations

from datetime import time

from opencity.core.jobs.registry import schedule
from opencity.moderation import actions


@schedule("moderation.retention", daily_at=time(3, 40))
def erase_what_is_old() -> int:
    """Erase each night what is no longer needed."""
    return actions.erase_what_is_old()
