"""Finds the files to import: a file, a folder or a zip archive that is no trap."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from opencity.services.hsds.importing.problems import Spot, refused

READ = (".json", ".jsonl", ".ndjson", ".csv")
MOST_MEMBERS = 500
MOST_BYTES = 4 * 2**30
_MOST_PACKED = 200
_SMALL = 10 * 2**20
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


@dataclass(frozen=True)
class Found:
    """One file to read; ``stem`` is its name without folder and ending."""

    name: str
    path: Path
    member: zipfile.ZipInfo | None = None

    @property
    def stem(self) -> str:
        """Return the name by which a table is known."""
        return PurePosixPath(self.name).stem.lower()

    @property
    def ending(self) -> str:
        """Return the ending of the name."""
        return PurePosixPath(self.name).suffix.lower()

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open the file behind its byte order mark; refuse one that is not UTF-8."""
        if self.member is None:
            try:
                stream = self.path.open("rb")
            except OSError as error:
                raise refused(Spot(self.name), f"cannot be read ({error.strerror})") from error
            with stream:
                yield _marked(stream, self.name)
            return
        with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as inside:
            yield _marked(_Whole(inside, self), self.name)


class _Whole:
    """Reads a member of an archive, telling damage in words."""

    def __init__(self, inside: IO[bytes], found: Found) -> None:
        self._inside, self._found = inside, found

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        try:
            return self._inside.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise refused(Spot(self._found.name), f"the archive is damaged ({error})") from error


class _Marked:
    """A stream without its byte order mark."""

    def __init__(self, stream: Any, head: bytes) -> None:
        self._stream, self._head = stream, head

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        if not self._head:
            return bytes(self._stream.read(size))
        if size < 0:
            found, self._head = self._head + self._stream.read(), b""
        else:
            found, self._head = self._head[:size], self._head[size:]
        return found


def _marked(stream: Any, name: str) -> Any:
    head = stream.read(4)
    if head.startswith(_BOMS):
        raise refused(Spot(name, "line 1"), "not UTF-8 (it is UTF-16 or UTF-32)")
    return _Marked(stream, head.removeprefix(b"\xef\xbb\xbf"))


def found_in(path: Path) -> list[Found]:
    """Return the files to read under a path; raise ``ImportRefused`` where there are none."""
    if path.is_dir():
        files = [Found(each.name, each) for each in sorted(path.iterdir()) if each.is_file()]
    elif not path.is_file():
        raise refused(Spot(str(path)), "there is no such file or folder")
    elif zipfile.is_zipfile(path):
        files = _members(path)
    else:
        files = [Found(path.name, path)]
    wanted = [each for each in files if each.ending in READ and each.stem != "datapackage"]
    if not wanted:
        raise refused(Spot(str(path)), f"no file ends with {', '.join(READ)}")
    return wanted


def _members(path: Path) -> list[Found]:
    """Return the members of an archive; refuse one that reaches out or swells."""
    spot = Spot(path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise refused(spot, f"the archive is damaged ({error})") from error
    if len(infos) > MOST_MEMBERS:
        raise refused(spot, f"more than {MOST_MEMBERS} files in one archive")
    for info in infos:
        _judge(path, info)
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise refused(spot, "unpacks to more than 4 GB")
    return [Found(info.filename, path, info) for info in infos]


def _judge(path: Path, info: zipfile.ZipInfo) -> None:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    if ".." in parts or info.filename.startswith(("/", "\\")) or ":" in parts[0]:
        raise refused(Spot(path.name, info.filename), "the name leads out of the archive")
    if (info.external_attr >> 28) == 0xA:
        raise refused(Spot(path.name, info.filename), "a link, where a file belongs")
    if info.flag_bits & 1:
        raise refused(Spot(path.name, info.filename), "encrypted, so it cannot be read")
    if info.file_size > _SMALL and info.file_size > _MOST_PACKED * max(1, info.compress_size):
        raise refused(Spot(path.name, info.filename), "swells more than two hundredfold")
