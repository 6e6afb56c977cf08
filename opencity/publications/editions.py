"""Printed editions of packs: built once for what they say, kept on disk, bounded.

An edition is known by the fingerprint of its contents, its paper and the template: when a fact
changes, the next reader gets a new one. Editions stand outside the page cache, whose memory they
would fill. One machine builds one edition of a shelf at a time, whatever the number of workers.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import subprocess  # its complaint about a press that does not end
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from opencity.publications.reader import Data
from opencity.publications.typesetting import template_version, typeset

_PAUSE = 0.02
"""Seconds between two looks whether the typesetter is free."""


class Busy(Exception):
    """Other editions are being built for longer than a reader should wait."""


@dataclass(frozen=True)
class Shelf:
    """A folder of editions: at most ``capacity`` bytes; readers wait ``patience`` seconds."""

    name: str
    capacity: int
    patience: float = 10.0

    @property
    def folder(self) -> Path:
        """Return the folder, made if it is not there."""
        folder = Path(settings.DATA) / "packs" / self.name
        folder.mkdir(parents=True, exist_ok=True)
        return folder


READY = Shelf("ready", capacity=256 * 2**20)
"""The city's packs."""
OWN = Shelf("own", capacity=64 * 2**20)
"""What readers put together; apart, so that many of them never push out or hold up the others."""


def edition(contents: Data, paper: str, shelf: Shelf) -> bytes:
    """Return the PDF of some contents, from the shelf or new; ``Busy`` when it takes too long.

    Call it with the language of the contents activated: the date of issue is written in it.
    """
    file = shelf.folder / f"{fingerprint(contents, paper)}.pdf"
    found = _kept(file)
    if found is not None:
        return found
    with _alone(shelf):
        found = _kept(file)
        if found is not None:
            return found
        made = _made(contents, paper)
        _keep(file, made)
        _make_room(shelf)
    return made


def _made(contents: Data, paper: str) -> bytes:
    try:
        return typeset(contents, paper, date_format(timezone.localdate(), "DATE_FORMAT"))
    except subprocess.TimeoutExpired as error:
        raise Busy from error


def fingerprint(contents: Data, paper: str) -> str:
    """Return what two editions share only when they say the same in the same look."""
    said = json.dumps(contents, sort_keys=True).encode()
    return hashlib.sha256(
        b"\0".join((said, paper.encode(), template_version().encode()))
    ).hexdigest()


def _kept(file: Path) -> bytes | None:
    try:
        found = file.read_bytes()
        os.utime(file)
    except FileNotFoundError:
        return None
    return found


def _keep(file: Path, made: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as temporary:
        temporary.write(made)
    Path(temporary.name).replace(file)


def _make_room(shelf: Shelf) -> None:
    """Take away the editions that nobody has asked for longest."""
    files = [(each.stat(), each) for each in shelf.folder.glob("*.pdf")]
    files.sort(key=lambda pair: pair[0].st_mtime_ns)
    total = sum(stat.st_size for stat, _file in files)
    for stat, file in files[:-1]:
        if total <= shelf.capacity:
            return
        file.unlink(missing_ok=True)
        total -= stat.st_size


@contextmanager
def _alone(shelf: Shelf) -> Iterator[None]:
    """Let one thread of one process of the machine in; the others wait, not for ever."""
    deadline = time.monotonic() + shelf.patience
    descriptor = os.open(shelf.folder / "lock", os.O_RDWR | os.O_CREAT, 0o640)
    try:
        while not _locked(descriptor):
            if time.monotonic() > deadline:
                raise Busy
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
