"""Backup and restore of a SQLite file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

from opencity.core.backup.archive import BackupError, Contents
from opencity.core.backup.moves import Moves


class Sqlite:
    """A SQLite file, copied by SQLite's own online backup."""

    name = "sqlite"
    member = "database.sqlite3"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection
        self._file = Path(connection.settings_dict["NAME"])

    def dump(self, target: Path) -> Contents:
        """Copy one snapshot of the database; in WAL mode nobody has to wait for it."""
        self._connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            # All pages in one step: in several, another process's write would start it over.
            self._connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            return contents_of(copy)

    def refuse_if_in_use(self) -> None:
        """Raise ``BackupError`` if another connection is open.

        SQLite leaves WAL mode only for its last connection, so it knows of every other process;
        leaving it also brings all of the write-ahead log into the file.
        """
        self._connection.close()
        if not self._file.exists():
            return
        with closing(sqlite3.connect(self._file, timeout=1)) as database:
            try:
                database.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.OperationalError as error:
                raise BackupError(
                    f"{self._file} is in use ({error}). Stop the site and its workers first."
                ) from error
            except sqlite3.DatabaseError:
                return  # a damaged file is a reason to restore, not to refuse

    def verify(self, file: Path, contents: Contents) -> None:
        """Let SQLite check every page of the copy, and count its rows."""
        try:
            with closing(sqlite3.connect(file)) as copy:
                findings = [row[0] for row in copy.execute("PRAGMA integrity_check")]
                found = contents_of(copy)
        except sqlite3.DatabaseError as error:
            raise BackupError(f"The archive's database is damaged: {error}.") from error
        if findings != ["ok"]:
            raise BackupError(f"The archive's database is damaged: {findings[0]}.")
        if found != contents:
            raise BackupError("The archive's database does not hold what the manifest says.")

    def replace(self, file: Path, aside: Path, moves: Moves) -> str:
        """Rename the former file out of the way and the copy into its place."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            former = self._file.with_name(self._file.name + suffix)
            moves.rename(former, aside / former.name)
        moves.rename(file, self._file)
        return str(aside)


def contents_of(database: sqlite3.Connection) -> Contents:
    """Count the rows of each table and find the last migration of each app."""
    tables = [
        row[0]
        for row in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
            " ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        )
    ]
    rows = {name: database.execute(_count(name)).fetchone()[0] for name in tables}
    if "django_migrations" not in rows:
        return Contents(rows, {})
    applied = database.execute("SELECT app, name FROM django_migrations ORDER BY id")
    return Contents(rows, dict(applied))


def _count(table: str) -> str:
    quoted = table.replace('"', '""')
    return f'SELECT COUNT(*) FROM "{quoted}"'  # noqa: S608  # a name cannot be a parameter; quoted
