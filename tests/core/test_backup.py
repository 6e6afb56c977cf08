from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from pytest_django.plugin import DjangoDbBlocker

from opencity.core.backup import actions, archive
from opencity.core.backup.actions import Site, backup, restore
from opencity.core.backup.archive import BackupError
from opencity.core.management.commands import backup as backup_command
from opencity.core.management.commands import restore as restore_command
from opencity.core.sqlite.gate import gate_of
from tests.core.backup_databases import new_database
from tests.core.sqlite import writers
from tests.core.sqlite.connections import connect, make_tables

pytestmark = pytest.mark.both_databases


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


def run(connection: BaseDatabaseWrapper, statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def state(site: Site) -> tuple[list[object], dict[str, str]]:
    people = [row[0] for row in run(site.connection, "SELECT name FROM person ORDER BY name")]
    media = {
        path.relative_to(site.media).as_posix(): path.read_text()
        for path in site.media.rglob("*")
        if path.is_file()
    }
    return people, media


FIRST_STATE = (["Boris", "Ани"], {"images/река.txt": "Искър", "map.txt": "map"})


def change(site: Site) -> None:
    run(site.connection, "INSERT INTO person VALUES ('Carla')")
    run(site.connection, "CREATE TABLE later (id INTEGER)")
    (site.media / "map.txt").write_text("other map")
    (site.media / "new.txt").write_text("new")


def test_a_site_comes_back_as_it_was_and_the_former_data_is_kept(site, tmp_path):
    backup(site, file=tmp_path / "a.tar.gz")
    change(site)
    changed = state(site)

    restored = restore(site, file=tmp_path / "a.tar.gz")

    assert state(site) == FIRST_STATE
    assert changed == (["Boris", "Carla", "Ани"], changed[1])
    aside = next(site.data.glob("before-restore-*"))
    assert str(aside) in restored.former
    assert (aside / "media" / "new.txt").read_text() == "new"
    if site.connection.vendor == "sqlite":
        with sqlite3.connect(aside / "kept.sqlite3") as former:
            assert former.execute("SELECT COUNT(*) FROM person").fetchone() == (3,)
    else:
        schema = aside.name.replace("-", "_")
        assert run(site.connection, f"SELECT COUNT(*) FROM {schema}.person") == [(3,)]


def test_the_manifest_says_what_is_in_the_archive(site, tmp_path):
    manifest = backup(site, file=tmp_path / "a.tar.gz")

    assert manifest.version == "1.2.3"
    assert manifest.engine == site.connection.vendor
    assert manifest.contents.rows == {"django_migrations": 1, "person": 2}
    assert manifest.contents.migrations == {"contenttypes": "0001_initial"}
    database = "database.sqlite3" if site.connection.vendor == "sqlite" else "database.dump"
    assert list(manifest.members) == [database, "media/images/река.txt", "media/map.txt"]
    with tarfile.open(tmp_path / "a.tar.gz") as tar:
        assert json.load(tar.extractfile("manifest.json"))["members"] == manifest.members


def test_only_its_owner_may_read_an_archive(site, tmp_path):
    backup(site, file=tmp_path / "a.tar.gz")

    assert (tmp_path / "a.tar.gz").stat().st_mode & 0o777 == 0o600


def test_nothing_is_left_lying_about(site, tmp_path):
    backup(site, file=tmp_path / "a.tar.gz")
    restore(site, file=tmp_path / "a.tar.gz")

    assert [path for path in site.data.iterdir() if path.name.startswith(".backup-")] == []
    assert list(tmp_path.glob("*.unfinished")) == []


def test_a_backup_never_overwrites_another(site, tmp_path):
    (tmp_path / "a.tar.gz").write_text("older")

    with pytest.raises(BackupError, match=r"a\.tar\.gz exists already"):
        backup(site, file=tmp_path / "a.tar.gz")

    assert (tmp_path / "a.tar.gz").read_text() == "older"


def test_a_link_in_the_media_folder_is_not_followed(site, tmp_path):
    (tmp_path / "secret").write_text("secret")
    (site.media / "link.txt").symlink_to(tmp_path / "secret")

    manifest = backup(site, file=tmp_path / "a.tar.gz")

    assert "media/link.txt" not in manifest.members


def test_a_site_without_pictures_can_be_kept_too(site, tmp_path):
    for path in sorted(site.media.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    site.media.rmdir()
    backup(site, file=tmp_path / "a.tar.gz")

    restore(site, file=tmp_path / "a.tar.gz")

    assert state(site) == (FIRST_STATE[0], {})


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


@pytest.fixture
def kept(site: Site, tmp_path: Path) -> Path:
    backup(site, file=tmp_path / "a.tar.gz")
    return tmp_path / "a.tar.gz"


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


def with_manifest(kept: Path, **facts: object) -> Path:
    def replace(name: str, content: bytes) -> list[tuple[str, bytes]]:
        if name != archive.MANIFEST:
            return [(name, content)]
        return [(name, json.dumps({**json.loads(content), **facts}).encode())]

    return rewrite(kept, replace)


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


def test_a_site_in_use_is_not_replaced(site, kept, tmp_path):
    other = connections[site.connection.alias].copy("user")
    run(other, "SELECT COUNT(*) FROM person")
    try:
        refused(site, kept, "in use")
    finally:
        other.close()
        if other.vendor == "postgresql":
            other.close_pool()

    restore(site, file=kept)
    assert state(site) == FIRST_STATE


def test_a_swap_that_fails_half_way_is_undone(site, kept, monkeypatch):
    engine = type(actions.engine_of(site.connection))

    def fail(*args: object) -> str:
        raise OSError("the disk is full")

    monkeypatch.setattr(engine, "replace", fail)
    change(site)
    changed = state(site)
    with pytest.raises(OSError, match="the disk is full"):
        restore(site, file=kept)

    assert state(site) == changed


@pytest.fixture
def sqlite_site(site: Site) -> Site:
    if site.connection.vendor != "sqlite":
        pytest.skip("a promise about SQLite's file")
    return site


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


def test_a_damaged_site_can_be_restored(sqlite_site, kept):
    file = Path(sqlite_site.connection.settings_dict["NAME"])
    sqlite_site.connection.close()
    file.write_bytes(b"rubbish" * 1000)

    restore(sqlite_site, file=kept)

    assert state(sqlite_site) == FIRST_STATE


def test_a_site_can_be_restored_on_a_new_machine(sqlite_site, kept, tmp_path):
    with new_database(tmp_path / "new", "fresh") as connection:
        connection.close()
        fresh = Site(connection, tmp_path / "new", tmp_path / "new" / "media", "1.2.3")
        Path(connection.settings_dict["NAME"]).unlink(missing_ok=True)
        restore(fresh, file=kept)
        assert state(fresh) == FIRST_STATE


def test_a_backup_is_one_moment_of_a_database_that_others_write(sqlite_site, tmp_path):
    file = Path(sqlite_site.connection.settings_dict["NAME"])
    make_tables(sqlite_site.connection)
    process = writers.start("increment", str(file), "--name", "a", "--rounds", "150")
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("go\n")
    process.stdin.flush()
    kept = [tmp_path / f"{number}.tar.gz" for number in range(4)]
    for target in kept:
        backup(sqlite_site, file=target)
    process.communicate()
    assert process.returncode == 0

    seen = []
    for target in kept:
        sqlite_site.connection.close()
        for former in sqlite_site.data.glob("before-restore-*"):
            former.rename(tmp_path / target.stem)
        restore(sqlite_site, file=target)
        # Each transaction adds one to the counter and one entry, so that they differ in no moment.
        value = run(sqlite_site.connection, "SELECT value FROM counter")[0][0]
        entries = run(sqlite_site.connection, "SELECT COUNT(*) FROM entry")[0][0]
        assert value == entries
        seen.append(value)
    assert seen == sorted(seen)


def test_a_backup_asks_no_writer_to_wait(sqlite_site, tmp_path):
    other = connect(sqlite_site.connection.settings_dict["NAME"], "writing")
    with transaction.atomic(using="writing"):
        run(other, "INSERT INTO person VALUES ('not committed')")
        manifest = backup(sqlite_site, file=tmp_path / "a.tar.gz")
        assert not gate_of(other.settings_dict["NAME"]).threads.acquire(timeout=0)
    other.close()

    assert manifest.contents.rows["person"] == 2


def test_the_commands_tell_what_they_did_and_where_the_former_data_is(
    site, tmp_path, monkeypatch, capsys
):
    for command in (backup_command, restore_command):
        monkeypatch.setattr(command, "this_site", lambda: site)
    file = tmp_path / "a.tar.gz"

    call_command(backup_command.Command(), str(file))
    call_command(restore_command.Command(), str(file))

    first, second, third = capsys.readouterr().out.splitlines()
    assert first == f"{file}: 2 tables with 3 rows, 2 media files"
    assert second.startswith("Restored the backup of 20")
    assert "The former data is in" in second
    assert third.startswith("Run 'opencity migrate' and 'opencity reindex'")
    with pytest.raises(CommandError, match=r"exists already[^\n]*\nNo backup was made\."):
        call_command(backup_command.Command(), str(file))
    with pytest.raises(CommandError, match=r"There is no file[^\n]*\nNothing was changed\."):
        call_command(restore_command.Command(), str(tmp_path / "nowhere"))


def test_the_site_of_the_settings_is_the_one_that_is_kept():
    found = actions.this_site()

    assert (found.data, found.media) == (settings.DATA, Path(settings.MEDIA_ROOT))
    assert found.connection.alias == "default"
