"""Names the background work of the core for workers, which look for this module in each app."""

from opencity.core.jobs import tasks as jobs
from opencity.core.outbox import tasks as outbox

__all__ = ["jobs", "outbox"]
