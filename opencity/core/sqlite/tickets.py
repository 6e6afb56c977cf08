"""Tickets that processes draw from a file, so that they write in the order in which they came.

The first eight bytes of the file count the tickets. The holder of ticket *n* keeps an exclusive
record lock on byte ``8 + n``, and its turn has come as soon as nobody locks a lower ticket. The
kernel drops the locks of a process that ends, however it ends, so no ticket is ever left behind.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path

_COUNTER_BYTES = 8
_SHORTEST_NAP = 0.0002
_LONGEST_NAP = 0.001


class TicketFile:
    """The queue of processes in one file; used by one thread of a process at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None
        self._ticket = 0

    def acquire(self, timeout: float) -> bool:
        """Draw a ticket and wait for its turn; ``False`` if ``timeout`` seconds were not enough."""
        deadline = time.monotonic() + timeout
        granted = False
        try:
            granted = _until(deadline, self._draw) and _until(deadline, self._is_first)
        finally:
            if not granted:
                self.release()
        return granted

    def release(self) -> None:
        """Give the ticket back, and with it the turn."""
        fcntl.lockf(self._file(), fcntl.LOCK_UN)

    def drawn(self) -> int:
        """Return how many tickets have been drawn so far."""
        return int.from_bytes(os.pread(self._file(), _COUNTER_BYTES, 0), "big")

    def forget(self) -> None:
        """Close the file; a forked child does so, for it shares the descriptor but no lock."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _file(self) -> int:
        if self._descriptor is None:
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        return self._descriptor

    def _draw(self) -> bool:
        if not self._lock(fcntl.LOCK_EX, _COUNTER_BYTES, 0):
            return False
        self._ticket = self.drawn() + 1
        self._lock(fcntl.LOCK_EX, 1, _COUNTER_BYTES + self._ticket)
        os.pwrite(self._file(), self._ticket.to_bytes(_COUNTER_BYTES, "big"), 0)
        fcntl.lockf(self._file(), fcntl.LOCK_UN, _COUNTER_BYTES, 0)
        return True

    def _is_first(self) -> bool:
        return self._lock(fcntl.LOCK_SH, self._ticket, _COUNTER_BYTES)

    def _lock(self, kind: int, length: int, start: int) -> bool:
        try:
            fcntl.lockf(self._file(), kind | fcntl.LOCK_NB, length, start)
        except (BlockingIOError, PermissionError):  # POSIX allows either for "somebody has it"
            return False
        return True


def _until(deadline: float, attempt: Callable[[], bool]) -> bool:
    """Repeat an attempt until it succeeds; naps grow with the wait, so a long one costs little."""
    began = time.monotonic()
    while not attempt():
        now = time.monotonic()
        if now >= deadline:
            return False
        time.sleep(min(max((now - began) / 4, _SHORTEST_NAP), _LONGEST_NAP))
    return True
