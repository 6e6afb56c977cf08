"""The two deeds: make a backup of the site, and put the site back to one."""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from opencity.core.backup.archive import (
    MEDIA,
    BackupError,
    Manifest,
    files_in,
    read_archive,
    write_archive,
)
from opencity.core.backup.engines import Engine, engine_of
from opencity.core.backup.moves import Moves


@dataclass(frozen=True)
class Site:
    """What there is to keep: a database and a media folder, and a data folder to work in."""

    connection: BaseDatabaseWrapper
    data: Path
    media: Path
    version: str


@dataclass(frozen=True)
class Restored:
    """What a restore brought, and where the former data is now."""

    manifest: Manifest
    former: str


def this_site() -> Site:
    """Return the site that the settings describe."""
    project = tomllib.loads((settings.BASE / "pyproject.toml").read_text(encoding="utf-8"))
    return Site(
        connection=connections[DEFAULT_DB_ALIAS],
        data=settings.DATA,
        media=Path(settings.MEDIA_ROOT),
        version=project["project"]["version"],
    )


def backup(site: Site, *, file: Path) -> Manifest:
    """Write database and media into one archive, while others read and write.

    The database comes first: a file that is uploaded meanwhile is one too many, which harms nobody.
    """
    if file.exists():
        raise BackupError(f"{file} exists already; a backup never overwrites another.")
    if not file.parent.is_dir():
        raise BackupError(f"There is no folder {file.parent}.")
    engine = engine_of(site.connection)
    about = {"version": site.version, "engine": engine.name, "created": _now().isoformat()}
    with _workshop(site) as folder:
        copy = folder / engine.member
        contents = engine.dump(copy)
        files = [(engine.member, copy), *files_in(site.media, MEDIA)]
        return write_archive(file, files, about, contents)


def restore(site: Site, *, file: Path) -> Restored:
    """Put the site back to an archive, or raise ``BackupError`` and leave all as it is."""
    if not file.is_file():
        raise BackupError(f"There is no file {file}.")
    engine = engine_of(site.connection)
    with _workshop(site) as folder:
        manifest = read_archive(file, folder)
        _refuse_foreign(manifest, engine)
        _refuse_newer(manifest)
        engine.verify(folder / engine.member, manifest.contents)
        engine.refuse_if_in_use()
        aside = site.data / f"before-restore-{_now():%Y%m%d-%H%M%S}"
        return Restored(manifest, _swap(site, engine, folder, aside))


def _swap(site: Site, engine: Engine, folder: Path, aside: Path) -> str:
    if aside.exists():
        raise BackupError(f"{aside} exists already; try again in a second.")
    (folder / MEDIA).mkdir(exist_ok=True)
    with Moves() as moves:
        moves.rename(site.media, aside / MEDIA)
        moves.rename(folder / MEDIA, site.media)
        return engine.replace(folder / engine.member, aside, moves)


def _refuse_foreign(manifest: Manifest, engine: Engine) -> None:
    if manifest.engine != engine.name:
        raise BackupError(
            f"The archive was made on {manifest.engine} and this site runs on {engine.name}."
        )
    if engine.member not in manifest.members:
        raise BackupError("The archive holds no database.")


def _refuse_newer(manifest: Manifest) -> None:
    """An older archive can be migrated forward; a newer one cannot be understood here."""
    known = MigrationLoader(None).disk_migrations
    names = set(known) | {name for migration in known.values() for name in migration.replaces}
    newer = sorted(set(manifest.contents.migrations.items()) - names)
    if newer:
        app, name = newer[0]
        raise BackupError(
            f"The archive comes from a newer version ({manifest.version}, migration {app}.{name}). "
            "Update this site first."
        )


@contextmanager
def _workshop(site: Site) -> Iterator[Path]:
    """A folder on the file system of the data, so that renaming out of it is one step."""
    site.data.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".backup-", dir=site.data))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
