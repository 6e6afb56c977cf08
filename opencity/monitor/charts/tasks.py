"""Charts are drawn here and never while a reader waits."""

from __future__ import annotations

from datetime import time, timedelta

from opencity.core.jobs.registry import retrying_task, schedule
from opencity.core.pagecache.touches import touch
from opencity.monitor.charts.data import Spec
from opencity.monitor.charts.store import ensure, sweep


@retrying_task(attempts=3, first_delay=timedelta(seconds=20))
def draw_charts(charts: list[Spec], keys: list[str]) -> int:
    """Draw what is missing of some charts and make the pages stale that wait for them."""
    made = ensure(charts)
    touch(*keys)
    return made


@schedule("sweep-charts", daily_at=time(4, 20))
def sweep_charts() -> None:
    """Delete the drawings that nobody has wanted for long."""
    sweep()
