"""Writes and reads cache stamps on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper

from opencity.core.pagecache.models import CacheStamp

CHANNEL = "opencity_pages"
_TABLE = CacheStamp._meta.db_table

_WRITE = f"""
    INSERT INTO {_TABLE} (transaction, keys, at)
    VALUES (pg_current_xact_id()::text::bigint, %s, statement_timestamp())
"""  # noqa: S608  # the table's name is a constant
_READ = f"SELECT id, keys FROM {_TABLE} WHERE transaction >= %s"  # noqa: S608  # as above
_FLOOR = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
_PURGE = f"DELETE FROM {_TABLE} WHERE at < now() - interval '1 hour'"  # noqa: S608  # as above


def write_stamp(connection: BaseDatabaseWrapper, keys: Sequence[str]) -> None:
    """Write the keys in the running transaction and wake the other nodes when it commits."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [" ".join(keys)])
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


class StampReader:
    """Reads each committed stamp once, whatever the order in which transactions commit.

    Numbers from a sequence do not follow the order of commits, so a reader that remembers the
    highest one would miss a slow transaction. This one reads again from the oldest transaction
    that was still running at its last reading, and leaves out what it has read.
    """

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._floor = self._oldest_running()
        self._read: set[int] = set()

    def _oldest_running(self) -> int:
        row = self._connection.execute(_FLOOR).fetchone()
        return int(row[0]) if row else 0

    def new(self) -> Iterator[str]:
        """Yield the keys of stamps committed since the last call (or since the reader was made)."""
        floor = self._oldest_running()
        rows = self._connection.execute(_READ, [self._floor]).fetchall()
        news = [keys for number, keys in rows if number not in self._read]
        self._floor, self._read = floor, {number for number, keys in rows}
        for keys in news:
            yield from keys.split()

    def purge(self) -> None:
        """Delete stamps that every connected node has read long ago."""
        self._connection.execute(_PURGE)
