"""How an action says what it changed."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from opencity.core.pagecache.counters import EVERYTHING, Counters
from opencity.core.pagecache.tags import header_name

__all__ = ["EVERYTHING", "counters_of_machine", "touch"]


@cache
def counters_at(file: Path) -> Counters:
    """Return the counters in a file, mapped once in a process."""
    return Counters(file)


def counters_of_machine() -> Counters:
    """Return the counters that all processes over one data folder share."""
    return counters_at(Path(settings.DATA) / "page-cache.counters")


def touch(*keys: str, using: str = DEFAULT_DB_ALIAS) -> None:
    """Make every page with one of the keys stale as soon as the transaction commits.

    When the commit returns to its caller, no process of this machine serves an older page; other
    nodes follow by the stamp that is written in the same transaction. A rollback touches nothing.
    """
    if not keys:
        return
    names = tuple(header_name(key) for key in keys)
    if connections[using].vendor == "postgresql":
        from opencity.core.pagecache.stamps import write_stamp  # needs the models to be loaded

        write_stamp(connections[using], names)
    transaction.on_commit(partial(counters_of_machine().bump, *names), using=using)
