"""The connection and its cursor: every statement that may write passes the gate first."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper as SqliteWrapper
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

from opencity.core.sqlite.features import DatabaseFeatures
from opencity.core.sqlite.gate import Gate, Permit, gate_of

_READS = re.compile(r"\s*(SELECT|EXPLAIN|PRAGMA|VALUES)\b", re.IGNORECASE)
_WITH = re.compile(r"\s*WITH\b", re.IGNORECASE)
_WRITING_WORD = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


def only_reads(statement: str) -> bool:
    """Whether a statement surely leaves the database as it is; in doubt it does not."""
    if _READS.match(statement):
        return True
    return bool(_WITH.match(statement)) and not _WRITING_WORD.search(statement)


class DatabaseWrapper(SqliteWrapper):
    """A connection in WAL mode that loses nothing on a power cut and waits fairly to write."""

    features_class = DatabaseFeatures
    gate: Gate
    transaction_mode: str | None
    init_commands: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._permit: Permit | None = None

    @property
    def holds_gate(self) -> bool:
        """Whether this connection is the one that may write now."""
        return self._permit is not None

    def get_connection_params(self) -> dict[str, Any]:
        """Give each transaction its write lock at its beginning, where waiting is safe."""
        params = super().get_connection_params()
        self.transaction_mode = self.transaction_mode or "IMMEDIATE"
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open the file with write-ahead log and full synchronisation."""
        init_commands, self.init_commands = self.init_commands, []
        connection = super().get_new_connection(conn_params)
        self.gate = gate_of(self.settings_dict["NAME"])
        _use_wal(connection, self.gate, self._patience)
        connection.execute("PRAGMA synchronous = FULL")
        for command in filter(None, map(str.strip, init_commands)):
            connection.execute(command)
        return connection

    def create_cursor(self, name: str | None = None) -> GatedCursor:
        """Return a cursor that passes the gate where it must."""
        cursor: GatedCursor = self.connection.cursor(factory=GatedCursor)
        cursor.wrapper = self
        return cursor

    def run(self, statement: str, execute: Callable[[], Any]) -> Any:
        """Execute a statement: inside the gate if it may write, and no longer than needed."""
        if self._permit is None:
            if only_reads(statement):
                return execute()
            self._permit = self.gate.enter(self._patience)
        try:
            return execute()
        finally:
            self._leave_unless_in_transaction()

    def _leave_unless_in_transaction(self) -> None:
        connection = self.connection
        if self._permit is not None and not (connection and connection.in_transaction):
            self._leave()

    def _leave(self) -> None:
        permit, self._permit = self._permit, None
        if permit is not None:
            permit.release()

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]  # missing from django-stubs
        finally:
            self._leave_unless_in_transaction()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # missing from django-stubs
        finally:
            self._leave_unless_in_transaction()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # missing from django-stubs
        finally:
            self._leave()

    @property
    def _patience(self) -> float:
        return float(self.settings_dict["OPTIONS"].get("timeout", 5))


class GatedCursor(SQLiteCursorWrapper):
    """A cursor that asks its connection before it writes.

    Outside a transaction SQLite commits ``INSERT … RETURNING`` only when its last row is read, so
    these rows are read at once, while the gate is still held, and handed out afterwards.
    """

    wrapper: DatabaseWrapper
    _kept: Iterator[Any] | None = None

    def execute(self, query: str, params: Any = None) -> GatedCursor:
        """Execute one statement."""
        self.wrapper.run(query, lambda: self._execute(query, params))
        return self

    def executemany(self, query: str, param_list: Any) -> GatedCursor:
        """Execute one statement for each set of parameters."""
        self._kept = None
        self.wrapper.run(query, lambda: super(GatedCursor, self).executemany(query, param_list))
        return self

    def executescript(self, sql_script: str) -> GatedCursor:
        """Execute several statements, whatever the first of them is."""
        self._kept = None
        self.wrapper.run("", lambda: super(GatedCursor, self).executescript(sql_script))
        return self

    def fetchone(self) -> Any:
        """Return the next row, or ``None``."""
        return super().fetchone() if self._kept is None else next(self._kept, None)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """Return the next ``size`` rows."""
        size = self.arraysize if size is None else size
        if self._kept is None:
            return super().fetchmany(size)
        return list(islice(self._kept, size))

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""
        return super().fetchall() if self._kept is None else list(self._kept)

    def __next__(self) -> Any:
        return super().__next__() if self._kept is None else next(self._kept)

    def _execute(self, query: str, params: Any) -> None:
        self._kept = None
        super().execute(query, params)
        if self.wrapper.holds_gate and self.description and not self.connection.in_transaction:
            self._kept = iter(super().fetchall())


def _use_wal(connection: sqlite3.Connection, gate: Gate, patience: float) -> None:
    """Switch the file to a write-ahead log, once in its life and with no other writer about."""
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    if mode in {"wal", "memory"}:
        return
    permit = gate.enter(patience)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        permit.release()
