"""Backup and restore of a PostgreSQL database with PostgreSQL's own programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from opencity.core.backup.archive import BackupError, Contents
from opencity.core.backup.moves import Moves

_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)

_WAITS = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds to wait after each time that the server was asked, while others are connected."""


class Postgresql:
    """A PostgreSQL database: the schema ``public``, without owners and privileges."""

    name = "postgresql"
    member = "database.dump"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def dump(self, target: Path) -> Contents:
        """Let ``pg_dump`` copy the snapshot of a transaction of ours, and count in the same one."""
        alias = self._connection.alias
        with transaction.atomic(using=alias), self._connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            form = ("--format=custom", "--schema=public", "--no-owner", "--no-privileges")
            self._run("pg_dump", *form, f"--snapshot={snapshot}", f"--file={target}")
            return self._contents()

    def refuse_if_in_use(self) -> None:
        """Raise ``BackupError`` if other clients are connected to the database.

        The server takes a moment to end what we closed, so it is asked a few times.
        """
        self._disconnect()
        for wait in _WAITS:
            others = int(self._run("psql", "--no-psqlrc", "-At", "-c", _OTHERS))
            if not others:
                return
            time.sleep(wait)
        raise BackupError(
            f"The database is in use by {others} other connections. "
            "Stop the site and its workers on every node first."
        )

    def verify(self, file: Path, contents: Contents) -> None:
        """Let ``pg_restore`` read the list of the dump."""
        self._run_plain("pg_restore", "--list", str(file))

    def replace(self, file: Path, aside: Path, moves: Moves) -> str:
        """In one transaction rename the schema out of the way and fill a new one."""
        former = aside.name.replace("-", "_")
        script = file.with_suffix(".sql")
        # Naming the schema here leaves out the statement that creates it, which not every version
        # of pg_dump writes.
        form = ("--schema=public", "--no-owner", "--no-privileges")
        self._run_plain("pg_restore", *form, f"--file={script}", str(file))
        self._disconnect()
        self._run(
            "psql",
            *("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"),
            *("-c", f"ALTER SCHEMA public RENAME TO {former}"),
            *("-c", "CREATE SCHEMA public"),
            *("-f", str(script)),
        )
        return f"{aside} (files) and the schema {former} (database)"

    def _contents(self) -> Contents:
        introspection = self._connection.introspection
        quote = self._connection.ops.quote_name
        with self._connection.cursor() as cursor:
            rows = {}
            for table in sorted(introspection.table_names(cursor)):
                cursor.execute(f"SELECT COUNT(*) FROM {quote(table)}")  # noqa: S608  # quoted name
                rows[table] = cursor.fetchone()[0]
        recorder = MigrationRecorder(self._connection)
        if not recorder.has_table():
            return Contents(rows, {})
        applied = recorder.migration_qs.order_by("id").values_list("app", "name")
        return Contents(rows, dict(applied))

    def _disconnect(self) -> None:
        self._connection.close()
        self._connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has one

    def _run(self, program: str, *arguments: str) -> str:
        """Run a program on the database of our connection."""
        command, environment = self._connection.client.settings_to_cmd_args_env(
            self._connection.settings_dict, []
        )
        return self._run_plain(program, *arguments, *command[1:], **(environment or {}))

    def _run_plain(self, program: str, *arguments: str, **environment: str) -> str:
        path = shutil.which(program)
        if path is None:
            raise BackupError(
                f"The program {program} is not installed. Install PostgreSQL's client programs of "
                "the server's version or a later one."
            )
        done = subprocess.run(  # noqa: S603  # a program of PostgreSQL, arguments as a list
            [path, *arguments],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BackupError(f"{program} failed: {done.stderr.strip()}")
        return done.stdout
