from __future__ import annotations

import json
import sqlite3
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections, transaction

from opencity.core.backup import actions
from opencity.core.backup.actions import Site, backup, restore
from opencity.core.backup.archive import BackupError
from opencity.core.management.commands import backup as backup_command
from opencity.core.management.commands import restore as restore_command
from opencity.core.sqlite.gate import gate_of
from tests.core.backup.databases import new_database
from tests.core.backup.sites import (
    FIRST_STATE,
    change,
    refused,
    run,
    state,
)
from tests.core.sqlite import writers
from tests.core.sqlite.connections import connect, make_tables

pytestmark = pytest.mark.both_databases


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
