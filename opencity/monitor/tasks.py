"""What the monitor does by itself."""

from __future__ import annotations

from datetime import timedelta

from opencity.core.jobs.registry import schedule
from opencity.monitor.actions.counting import count_registers


@schedule("count-registers", every=timedelta(hours=12))
def count() -> None:
    """Count the site's own registers into their series."""
    count_registers()
