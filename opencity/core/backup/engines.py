"""What backup and restore ask of a database."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper as SqliteWrapper

from opencity.core.backup.archive import BackupError, Contents
from opencity.core.backup.moves import Moves


class Engine(Protocol):
    """One kind of database; ``member`` is the name of its file in an archive."""

    name: str
    member: str

    def dump(self, target: Path) -> Contents:
        """Write a consistent copy while others write; return what it holds."""

    def refuse_if_in_use(self) -> None:
        """Raise ``BackupError`` if anybody but this process has the database open."""

    def verify(self, file: Path, contents: Contents) -> None:
        """Raise ``BackupError`` unless the file is a sound database with these contents."""

    def replace(self, file: Path, aside: Path, moves: Moves) -> str:
        """Put the file in the place of the database; return where the former data is now."""


def engine_of(connection: BaseDatabaseWrapper) -> Engine:
    """Return the engine of a connection."""
    from opencity.core.backup.postgresql import Postgresql
    from opencity.core.backup.sqlite import Sqlite

    if isinstance(connection, SqliteWrapper) and not connection.is_in_memory_db():
        return Sqlite(connection)
    if connection.vendor == "postgresql":
        return Postgresql(connection)
    raise BackupError(f"There is no backup for {connection.display_name} in this form.")
