from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django.plugin import DjangoDbBlocker

from tests.core.sqlite.connections import connect, make_tables


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "city.sqlite3"


@pytest.fixture
def open_connection(
    file: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[Callable[..., BaseDatabaseWrapper]]:
    """Opens connections to the test's own file, which Django's test database knows nothing of."""
    opened: list[BaseDatabaseWrapper] = []

    def open_one(alias: str, **options: object) -> BaseDatabaseWrapper:
        opened.append(connect(file, alias, **options))
        opened[-1].inc_thread_sharing()
        return opened[-1]

    with django_db_blocker.unblock():
        yield open_one
        for connection in opened:
            connection.close()
            if getattr(connections._connections, connection.alias, None) is connection:
                del connections[connection.alias]


@pytest.fixture
def connection(open_connection: Callable[..., BaseDatabaseWrapper]) -> BaseDatabaseWrapper:
    opened = open_connection("first")
    make_tables(opened)
    return opened
