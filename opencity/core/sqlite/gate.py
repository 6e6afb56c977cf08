"""The gate through which every writer of a SQLite database passes, one at a time and in turn."""

from __future__ import annotations

import os
import time
from pathlib import Path
from sqlite3 import OperationalError
from threading import Lock
from urllib.parse import unquote, urlsplit

from opencity.core.sqlite.queue import ThreadQueue
from opencity.core.sqlite.tickets import TicketFile


class Permit:
    """The right to write, from ``Gate.enter`` until ``release``."""

    def __init__(self, gate: Gate) -> None:
        self._gate: Gate | None = gate
        self._process = os.getpid()

    def release(self) -> None:
        """Let the next writer in; more than once does no harm."""
        gate, self._gate = self._gate, None
        # A forked child inherits the object but not the right.
        if gate is not None and self._process == os.getpid():
            gate.leave()


class Gate:
    """A queue of the threads of this process, whose head queues with the other processes."""

    def __init__(self, tickets: TicketFile | None) -> None:
        self.threads = ThreadQueue()
        self.tickets = tickets

    def enter(self, timeout: float) -> Permit:
        """Wait for the turn to write.

        Raises ``sqlite3.OperationalError`` if it has not come after ``timeout`` seconds.
        """
        deadline = time.monotonic() + timeout
        if not self.threads.acquire(timeout):
            raise _too_long(timeout)
        granted = False
        try:
            granted = self.tickets is None or self.tickets.acquire(deadline - time.monotonic())
        finally:
            if not granted:
                self.threads.release()
        if not granted:
            raise _too_long(timeout)
        return Permit(self)

    def leave(self) -> None:
        """Let the next writer in; called by the permit."""
        try:
            if self.tickets is not None:
                self.tickets.release()
        finally:
            self.threads.release()

    def start_anew(self) -> None:
        """Forget the threads and locks of the parent process after a fork."""
        self.threads = ThreadQueue()
        if self.tickets is not None:
            self.tickets.forget()


def gate_of(database: str | Path) -> Gate:
    """Return this process's one gate for a database, named as in Django's settings."""
    file = _file_of(str(database))
    if file is None:
        return _kept(str(database), None)
    return _kept(str(file), TicketFile(file.with_name(file.name + ".writegate")))


_gates: dict[str, Gate] = {}
_gates_guard = Lock()


def _kept(key: str, tickets: TicketFile | None) -> Gate:
    with _gates_guard:
        return _gates.setdefault(key, Gate(tickets))


def _file_of(name: str) -> Path | None:
    if name == ":memory:" or "mode=memory" in name:
        return None
    path = unquote(urlsplit(name).path) if name.startswith("file:") else name
    return Path(path).resolve()


def _too_long(timeout: float) -> OperationalError:
    return OperationalError(
        f"Another writer has kept the database busy for more than {timeout:g} seconds."
    )


def _after_fork() -> None:
    global _gates_guard
    _gates_guard = Lock()
    for gate in _gates.values():
        gate.start_anew()


os.register_at_fork(after_in_child=_after_fork)
