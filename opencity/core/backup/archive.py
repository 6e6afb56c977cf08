"""The archive: a compressed tar of plain files, whose last member vouches for all the others."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from opencity.core.errors import DomainError

FORMAT = 1
MANIFEST = "manifest.json"
MEDIA = "media"


class BackupError(DomainError):
    """A backup cannot be made, or an archive cannot be trusted or used here."""


@dataclass(frozen=True)
class Contents:
    """What the database held: rows of each table, and the last migration of each app."""

    rows: dict[str, int]
    migrations: dict[str, str]


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself; ``members`` gives the SHA-256 of each file in it."""

    format: int
    version: str
    engine: str
    created: str
    contents: Contents
    members: dict[str, str]


def write_archive(
    target: Path, files: Iterable[tuple[str, Path]], about: dict[str, Any], contents: Contents
) -> Manifest:
    """Write the files under their names, then the manifest; ``target`` appears when complete."""
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        with (
            os.fdopen(_create_private(unfinished), "wb") as raw,
            tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as tar,
        ):
            members = dict(_add_all(tar, files))
            manifest = Manifest(format=FORMAT, contents=contents, members=members, **about)
            text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2).encode()
            _add(tar, MANIFEST, io.BytesIO(text), len(text))
        _flush(unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def read_archive(archive: Path, folder: Path) -> Manifest:
    """Unpack an archive into an empty folder and return its manifest.

    Raises ``BackupError`` unless every member is a plain file at a plain path inside the folder and
    the manifest names exactly these files with exactly this content.
    """
    try:
        with tarfile.open(archive, mode="r:gz") as tar:
            found = dict(_unpack_all(tar, folder))
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise BackupError(f"{archive} is damaged, cut short or no backup: {error}.") from error
    if found.pop(MANIFEST, None) is None:
        raise BackupError(f"{archive} has no manifest; it is cut short or no backup.")
    manifest = _read_manifest(folder / MANIFEST)
    if found != manifest.members:
        wrong = sorted(set(found.items()) ^ set(manifest.members.items()))[0][0]
        raise BackupError(f"{archive} is damaged: {wrong} is not what the manifest says.")
    return manifest


def files_in(folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    """Yield the plain files below a folder with their names in the archive, in a fixed order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"{prefix}/{path.relative_to(folder).as_posix()}", path


def _add_all(tar: tarfile.TarFile, files: Iterable[tuple[str, Path]]) -> Iterator[tuple[str, str]]:
    for name, path in files:
        try:
            source = path.open("rb")
        except FileNotFoundError:  # an editor has deleted a picture meanwhile
            continue
        with source:
            yield name, _add(tar, name, source, os.fstat(source.fileno()).st_size)


def _add(tar: tarfile.TarFile, name: str, source: BinaryIO | io.BytesIO, size: int) -> str:
    member = tarfile.TarInfo(name)
    member.size = size
    reader = _Hashing(source)
    tar.addfile(member, reader)
    return reader.digest()


class _Hashing:
    """A reader that keeps the hash of what passes through."""

    def __init__(self, source: BinaryIO | io.BytesIO | IO[bytes]) -> None:
        self._source = source
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size)
        self._hash.update(block)
        return block

    def digest(self) -> str:
        return self._hash.hexdigest()


def _unpack_all(tar: tarfile.TarFile, folder: Path) -> Iterator[tuple[str, str]]:
    for member in tar:
        target = folder / _safe_path(member)
        target.parent.mkdir(parents=True, exist_ok=True)
        source = tar.extractfile(member)
        if source is None or target.exists():
            raise BackupError(f"The archive holds {member.name} twice or not as a file.")
        reader = _Hashing(source)
        with target.open("xb") as copy:
            shutil.copyfileobj(reader, copy)
            copy.flush()
            os.fsync(copy.fileno())
        yield member.name, reader.digest()


def _safe_path(member: tarfile.TarInfo) -> PurePosixPath:
    path = PurePosixPath(member.name)
    plain = path.as_posix() == member.name and not path.is_absolute() and ".." not in path.parts
    in_place = len(path.parts) == 1 or path.parts[0] == MEDIA
    if not (member.isreg() and plain and in_place) or "\\" in member.name or "\0" in member.name:
        raise BackupError(f"The archive holds {member.name!r}, which does not belong in a backup.")
    return path


def _read_manifest(file: Path) -> Manifest:
    try:
        facts = json.loads(file.read_bytes())
        if facts["format"] != FORMAT:
            raise BackupError(
                f"The archive has format {facts['format']}; this version reads format {FORMAT}."
            )
        told = facts["contents"]
        contents = Contents(rows=dict(told["rows"]), migrations=dict(told["migrations"]))
        members = dict(facts["members"])
        return Manifest(**{**facts, "contents": contents, "members": members})
    except (ValueError, TypeError, KeyError) as error:
        raise BackupError("The archive's manifest cannot be read.") from error


def _create_private(file: Path) -> int:
    """An archive holds personal data, so nobody but its owner may read it."""
    return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def _flush(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
