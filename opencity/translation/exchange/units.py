"""What a translators' file holds, whatever its format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from opencity.core.errors import DomainError
from opencity.core.texts import text_hash

LARGEST_FILE = 32 * 1024 * 1024
MOST_UNITS = 200_000
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BASE = re.compile(r"\bbase:\s*([0-9a-f]{16}|-)")


class BadFile(DomainError):
    """A file that cannot be read at all."""


@dataclass(frozen=True)
class Unit:
    """One text: its stable name, its source and its translation.

    ``base`` is the fingerprint of the translation as it was when the file was written, empty where
    there was none; ``None`` says that the file does not tell. ``unfinished`` is what the
    translator does not give out of hand yet.
    """

    id: str
    source: str
    target: str = ""
    standing: str = ""
    base: str | None = None
    notes: Sequence[str] = ()
    unfinished: bool = False
    by_machine: bool = False


@dataclass(frozen=True)
class Bundle:
    """The texts of one file in one language."""

    source_language: str
    language: str
    units: Sequence[Unit] = field(default_factory=list)


def sendable(text: str) -> str:
    """Return a text without signs that files cannot carry."""
    return _NO_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fingerprint(text: str) -> str:
    """Return the fingerprint of a text as files carry it."""
    return text_hash(sendable(text))


def base_note(base: str | None) -> str:
    """Return the note by which an import knows what the translation was."""
    return f"base: {base or '-'}"


def base_in(notes: str) -> str | None:
    """Return what a note says of the translation as it was."""
    found = _BASE.search(notes)
    if found is None:
        return None
    return "" if found[1] == "-" else found[1]


def checked_size(data: bytes) -> bytes:
    """Return a file's bytes, or refuse a file that is empty or too large."""
    if not data.strip():
        raise BadFile(_("The file is empty."))
    if len(data) > LARGEST_FILE:
        raise BadFile(
            _("The file is larger than %(limit)d MB. Export fewer states or kinds at a time.")
            % {"limit": LARGEST_FILE // (1024 * 1024)}
        )
    return data


def checked_number(units: Sequence[Unit]) -> Sequence[Unit]:
    """Return a file's units, or refuse a file without any, with too many or with one twice."""
    if not units:
        raise BadFile(_("The file holds no texts."))
    if len(units) > MOST_UNITS:
        raise BadFile(_("The file holds more than %(limit)d texts.") % {"limit": MOST_UNITS})
    seen: set[str] = set()
    for unit in units:
        if unit.id in seen:
            raise BadFile(_("The text “%(id)s” stands in the file twice.") % {"id": unit.id[:200]})
        seen.add(unit.id)
    return units
