"""Follows the stamps of other nodes: one thread per process, one of them at work per machine."""

from __future__ import annotations

import fcntl
import logging
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections

from opencity.core.pagecache.counters import EVERYTHING, Counters
from opencity.core.pagecache.stamps import CHANNEL, StampReader

logger = logging.getLogger(__name__)

APPLICATION = "opencity page cache"
_PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 5000}
_LONGEST_GAP = 600.0
_ROUNDS_BETWEEN_PURGES = 3600


class Follower:
    """Bumps this machine's counters for what any node commits, within ``interval`` seconds."""

    def __init__(
        self, parameters: Mapping[str, Any], counters: Counters, *, interval: float = 1.0
    ) -> None:
        self._parameters = {
            **_PATIENCE,
            **parameters,
            "application_name": APPLICATION,
            "autocommit": True,
        }
        self._counters = counters
        self._interval = interval
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End the following after the current round."""
        self._stopped.set()

    def run(self) -> None:
        """Follow until stopped, through restarts of the database."""
        with open(_lock_file(self._counters.file), "ab") as file:
            _only_one(file)
            while not self._stopped.is_set():
                self.follow_one_connection()

    def follow_one_connection(self) -> None:
        """Follow until the connection breaks; say so in the log and leave the retry to the caller.

        What other nodes committed while nobody listened is unknown, so each new connection begins
        by making all pages stale.
        """
        try:
            with self.connected() as (connection, reader):
                self._rounds(connection, reader)
        except psycopg.Error as error:
            logger.warning("page cache: lost the database, other nodes' changes wait: %s", error)
            self._stopped.wait(self._interval)

    @contextmanager
    def connected(self) -> Iterator[tuple[psycopg.Connection[Any], StampReader]]:
        """Open a connection that listens, with a reader at the present, and forget all pages."""
        with psycopg.connect(**self._parameters) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            reader = StampReader(connection)
            self._counters.bump(EVERYTHING)
            yield connection, reader

    def _rounds(self, connection: psycopg.Connection[Any], reader: StampReader) -> None:
        rounds, last = 0, time.time()
        # After a gap (a suspended machine) stamps may be purged already: connect anew.
        while not self._stopped.is_set() and time.time() - last < _LONGEST_GAP:
            last = time.time()
            self.apply(reader)
            if rounds % _ROUNDS_BETWEEN_PURGES == 0:
                reader.purge()
            rounds += 1
            for _notification in connection.notifies(timeout=self._interval, stop_after=1):
                pass

    def apply(self, reader: StampReader) -> None:
        """Bump the counters of all new stamps."""
        keys = set(reader.new())
        if keys:
            self._counters.bump(*keys)


def _lock_file(counters: Path) -> Path:
    return counters.with_name(f"{counters.name}.follower")


def _only_one(file: BinaryIO) -> None:
    # Blocks in this thread until the process that follows for this machine ends.
    fcntl.flock(file, fcntl.LOCK_EX)


def start_follower(counters: Counters) -> None:
    """Start the thread of this process; it ends with the process."""
    parameters = connections[DEFAULT_DB_ALIAS].get_connection_params()
    follower = Follower(parameters, counters)
    threading.Thread(target=follower.run, name="page-cache-follower", daemon=True).start()
