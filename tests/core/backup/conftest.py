from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.migrations.recorder import MigrationRecorder
from pytest_django.plugin import DjangoDbBlocker

from opencity.core.backup.actions import Site, backup
from tests.core.backup.databases import new_database
from tests.core.backup.sites import (
    run,
)


@pytest.fixture
def site(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """A small site of its own, on the database of this run: two rows and two pictures."""
    with django_db_blocker.unblock(), new_database(tmp_path / "data", "kept") as connection:
        made = Site(connection, tmp_path / "data", tmp_path / "data" / "media", "1.2.3")
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        recorder.record_applied("contenttypes", "0001_initial")
        run(connection, "CREATE TABLE person (name VARCHAR(50) PRIMARY KEY)")
        run(connection, "INSERT INTO person VALUES ('Ани'), ('Boris')")
        (made.media / "images").mkdir(parents=True)
        (made.media / "images" / "река.txt").write_text("Искър")
        (made.media / "map.txt").write_text("map")
        yield made


@pytest.fixture
def kept(site: Site, tmp_path: Path) -> Path:
    backup(site, file=tmp_path / "a.tar.gz")
    return tmp_path / "a.tar.gz"


@pytest.fixture
def sqlite_site(site: Site) -> Site:
    if site.connection.vendor != "sqlite":
        pytest.skip("a promise about SQLite's file")
    return site
