"""The background work of the monitor, where workers look for it."""

from __future__ import annotations

from opencity.monitor.charts import tasks as charts

__all__ = ["charts"]
