from __future__ import annotations

import sqlite3
import tarfile

import pytest

from opencity.core.backup.actions import restore
from opencity.core.backup.archive import BackupError
from tests.core.backup.sites import (
    FIRST_STATE,
    refused,
    rewrite,
    state,
    with_database,
    with_manifest,
)

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize("place", [0.01, 0.3, 0.6, 0.999])
def test_a_damaged_archive_changes_nothing(site, kept, place):
    content = bytearray(kept.read_bytes())
    content[int(len(content) * place)] ^= 0xFF
    kept.write_bytes(content)
    try:
        restore(site, file=kept)
    except BackupError:
        assert list(site.data.glob("before-restore-*")) == []
    # A flipped bit in the time stamp of the compressed stream harms nothing.
    assert state(site) == FIRST_STATE


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.95])
def test_an_archive_cut_short_is_refused(site, kept, share):
    content = kept.read_bytes()
    kept.write_bytes(content[: int(len(content) * share)])

    refused(site, kept, "damaged, cut short or no backup|has no manifest")


def test_a_file_that_is_no_archive_is_refused(site, tmp_path):
    (tmp_path / "a.tar.gz").write_text("no archive")

    refused(site, tmp_path / "a.tar.gz", "damaged, cut short or no backup")
    refused(site, tmp_path / "nowhere.tar.gz", "There is no file")


def test_a_changed_picture_is_refused(site, kept):
    changed = rewrite(
        kept, lambda name, content: [(name, b"x" if name == "media/map.txt" else content)]
    )

    refused(site, changed, "damaged: media/map.txt is not what the manifest says")


def test_an_added_file_is_refused(site, kept):
    changed = rewrite(
        kept,
        lambda name, content: [(name, content)] + [("media/a", b"")] * (name == "media/map.txt"),
    )

    refused(site, changed, "damaged: media/a is not what the manifest says")


def test_a_missing_file_is_refused(site, kept):
    changed = rewrite(
        kept, lambda name, content: [] if name == "media/map.txt" else [(name, content)]
    )

    refused(site, changed, "damaged: media/map.txt is not what the manifest says")


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt",
        "/outside.txt",
        "media/../../outside.txt",
        "media/./a",
        "elsewhere/a",
        "media\\a",
        "media//a",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(site, kept, tmp_path, name):
    changed = rewrite(
        kept,
        lambda old, content: [(name, b"x"), (old, content)] if "map" in old else [(old, content)],
    )

    refused(site, changed, "does not belong in a backup")
    assert list(tmp_path.rglob("outside.txt")) == []


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_whatever_is_no_plain_file_is_refused(site, tmp_path, kind):
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as tar:
        member = tarfile.TarInfo("media/link")
        member.type, member.linkname = kind, "/etc/passwd"
        tar.addfile(member)

    refused(site, tmp_path / "a.tar.gz", "does not belong in a backup")


def test_an_archive_of_a_newer_version_is_refused(site, kept):
    contents = {
        "rows": {"django_migrations": 1, "person": 2},
        "migrations": {"contenttypes": "0999_future"},
    }

    refused(
        site,
        with_manifest(kept, contents=contents, version="9.0"),
        r"newer version \(9\.0, migration contenttypes\.0999_future\)",
    )


def test_an_archive_of_another_database_is_refused(site, kept):
    refused(site, with_manifest(kept, engine="oracle"), "made on oracle and this site runs on")


def test_an_archive_of_another_format_is_refused(site, kept):
    refused(site, with_manifest(kept, format=2), "has format 2; this version reads format 1")


@pytest.mark.parametrize("facts", [{"members": None}, {"contents": 3}, {"surplus": 1}])
def test_a_manifest_without_sense_is_refused(site, kept, facts):
    refused(site, with_manifest(kept, **facts), "manifest cannot be read|not what the manifest")


def test_a_database_with_a_broken_page_is_refused(sqlite_site, kept):
    changed = with_database(kept, lambda content: content[:4096] + b"\xff" * 4096 + content[8192:])

    refused(sqlite_site, changed, "The archive's database is damaged")


def test_a_database_that_breaks_its_own_rules_is_refused(sqlite_site, kept, tmp_path):
    def damage(content: bytes) -> bytes:
        file = tmp_path / "damaged.sqlite3"
        file.write_bytes(content)
        with sqlite3.connect(file, isolation_level=None) as database:
            database.execute("UPDATE person SET name = NULL WHERE name = 'Boris'")
            database.execute("PRAGMA writable_schema = ON")
            database.execute(
                "UPDATE sqlite_master SET sql = replace(sql, 'PRIMARY', 'NOT NULL PRIMARY')"
                " WHERE name = 'person'"
            )
        return file.read_bytes()

    refused(sqlite_site, with_database(kept, damage), "damaged: NULL value in person.name")
