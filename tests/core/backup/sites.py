"""A small site to keep and restore, and archives that somebody has tampered with."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

from opencity.core.backup import archive
from opencity.core.backup.actions import Site, restore
from opencity.core.backup.archive import BackupError


def run(connection: BaseDatabaseWrapper, statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


FIRST_STATE = (["Boris", "Ани"], {"images/река.txt": "Искър", "map.txt": "map"})


def state(site: Site) -> tuple[list[object], dict[str, str]]:
    people = [row[0] for row in run(site.connection, "SELECT name FROM person ORDER BY name")]
    media = {
        path.relative_to(site.media).as_posix(): path.read_text()
        for path in site.media.rglob("*")
        if path.is_file()
    }
    return people, media


def change(site: Site) -> None:
    run(site.connection, "INSERT INTO person VALUES ('Carla')")
    run(site.connection, "CREATE TABLE later (id INTEGER)")
    (site.media / "map.txt").write_text("other map")
    (site.media / "new.txt").write_text("new")


def refused(site: Site, file: Path, message: str) -> None:
    """Restoring is refused for this reason, and the site is untouched."""
    with pytest.raises(BackupError, match=message):
        restore(site, file=file)
    assert state(site) == FIRST_STATE
    assert list(site.data.glob("before-restore-*")) == []
    assert list(site.data.glob(".backup-*")) == []


def rewrite(file: Path, change_member) -> Path:
    """Copy an archive, passing each member's name and content through a function."""
    target = file.with_name("changed.tar.gz")
    with tarfile.open(file) as source, tarfile.open(target, "w:gz") as copy:
        for member in source:
            content = source.extractfile(member).read()
            for name, changed in change_member(member.name, content):
                info = tarfile.TarInfo(name)
                info.size = len(changed)
                copy.addfile(info, io.BytesIO(changed))
    return target


def with_manifest(kept: Path, **facts: object) -> Path:
    def replace(name: str, content: bytes) -> list[tuple[str, bytes]]:
        if name != archive.MANIFEST:
            return [(name, content)]
        return [(name, json.dumps({**json.loads(content), **facts}).encode())]

    return rewrite(kept, replace)


def with_database(kept: Path, damage) -> Path:
    """Copy an archive, passing its database through a function, with a manifest that agrees."""
    digests: list[str] = []

    def replace(name: str, content: bytes) -> list[tuple[str, bytes]]:
        if name == "database.sqlite3":
            content = damage(content)
            digests.append(hashlib.sha256(content).hexdigest())
        if name == archive.MANIFEST:
            facts = json.loads(content)
            facts["members"]["database.sqlite3"] = digests[0]
            content = json.dumps(facts).encode()
        return [(name, content)]

    return rewrite(kept, replace)
