"""Connections to a SQLite file through the backend under test, outside Django's own registry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

TABLES = (
    "CREATE TABLE IF NOT EXISTS counter (id INTEGER PRIMARY KEY, value INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " writer TEXT NOT NULL, seen INTEGER NOT NULL)",
)


def settings_of(file: Path | str, engine: str, **options: Any) -> dict[str, Any]:
    """Return complete database settings, as Django would keep them."""
    return {
        "ENGINE": engine,
        "NAME": file,
        "AUTOCOMMIT": True,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "TIME_ZONE": None,
        "OPTIONS": {"timeout": 30, **options},
        "TEST": {"NAME": None},
        "USER": "",
        "PASSWORD": "",
        "HOST": "",
        "PORT": "",
    }


def connect(
    file: Path | str, alias: str, engine: str = "opencity.core.sqlite", **options: Any
) -> BaseDatabaseWrapper:
    """Return a connection of this thread that ``transaction.atomic(using=alias)`` finds."""
    settings = settings_of(file, engine, **options)
    connection = load_backend(engine).DatabaseWrapper(settings, alias)
    connections[alias] = connection
    return connection


def make_tables(connection: BaseDatabaseWrapper) -> None:
    """Create the tables that the tests write to, and the counter at nought."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(table)
        cursor.execute("INSERT OR IGNORE INTO counter (id, value) VALUES (1, 0)")
