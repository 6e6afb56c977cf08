"""Looks through a workbook's archive before anything opens it.

The limits bound what opening may cost. Every entry is unpacked once, piece by piece: ``zipfile``
never unpacks more than an entry says of itself, and its checksum tells of one that says too little.
"""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from opencity.monitor.formats.mistakes import Unreadable

MAX_ENTRIES = 500
MAX_TOTAL = 400_000_000
MAX_SHEET = 300_000_000
MAX_BETWEEN_ROWS = 2_000_000
MAX_STRINGS = 20_000_000
MAX_XML = 2_000_000
MAX_OTHER = 20_000_000
MAX_RATIO = 200
RATIO_FROM = 1_000_000

_PIECE = 1 << 16
_FORBIDDEN = (
    (re.compile(r"vbaproject|macrosheet|dialogsheet|activex", re.I), "macros"),
    (re.compile(r"externallinks?/|xl/connections|querytable", re.I), "links"),
    (re.compile(r"embeddings/", re.I), "embedded"),
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.I)
_STRINGS = re.compile(r"xl/sharedstrings\.xml", re.I)
_XML = re.compile(r".*\.(?:xml|rels|vml)", re.I)
_DECLARATION = re.compile(rb"<!")
_ROW_END = re.compile(rb"</(?:\w+:)?row>")


def check(source: BinaryIO) -> None:
    """Raise ``Unreadable`` when the archive is no plain workbook, or would unpack to too much."""
    try:
        with ZipFile(source) as archive:
            entries = archive.infolist()
            _check_names(entries)
            total = 0
            for entry in entries:
                total += _unpacked(archive, entry, MAX_TOTAL - total)
    # ``zipfile`` says so of what it cannot unpack: packed in a way it does not know
    # (NotImplementedError), locked by a password (RuntimeError), broken (the others).
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise Unreadable(
            _("The workbook is damaged or protected by a password: save it again without one.")
        ) from None


def _check_names(entries: list[ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Unreadable(
            _("The workbook has %(found)d parts; %(most)d are allowed.")
            % {"found": len(entries), "most": MAX_ENTRIES}
        )
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or not {"[Content_Types].xml", "xl/workbook.xml"} <= set(
        names
    ):
        raise Unreadable(_("The file is an archive, but no workbook: save it as .xlsx."))
    for name in names:
        for pattern, kind in _FORBIDDEN:
            if pattern.search(name):
                raise Unreadable(_reason(kind))


def _unpacked(archive: ZipFile, entry: ZipInfo, left: int) -> int:
    """Return an entry's size; raise ``Unreadable`` when it is not to be opened."""
    name = entry.filename
    most = min(left, _limit(name))
    if entry.file_size > most or _is_bomb(entry.file_size, entry.compress_size):
        raise _too_much(name)
    since_row = 0
    tail = b""
    with archive.open(entry) as part:
        while piece := part.read(_PIECE):
            if _XML.fullmatch(name):
                _check_declarations(name, tail + piece)
            since_row = 0 if _ROW_END.search(tail + piece) else since_row + len(piece)
            if since_row > MAX_BETWEEN_ROWS and _SHEET.fullmatch(name):
                raise _too_much(name)
            tail = piece[-16:]
    return entry.file_size


def _limit(name: str) -> int:
    """Return how large a part may be; sheets are read a row at a time, other XML at once."""
    if _SHEET.fullmatch(name):
        return MAX_SHEET
    if _STRINGS.fullmatch(name):
        return MAX_STRINGS
    return MAX_XML if _XML.fullmatch(name) else MAX_OTHER


def _check_declarations(name: str, piece: bytes) -> None:
    """Refuse what no workbook has: entities, and sections that could hide a row's end."""
    if b"\0" in piece or _DECLARATION.search(piece):
        raise Unreadable(
            _("The part %(name)s of the workbook holds declarations or no text: save it again.")
            % {"name": name[:100]}
        )


def _is_bomb(size: int, compressed: int) -> bool:
    return size > RATIO_FROM and size > MAX_RATIO * max(compressed, 1)


def _too_much(name: str) -> Unreadable:
    return Unreadable(
        _("The part %(name)s of the workbook unpacks to more than is allowed: split the workbook.")
        % {"name": name[:100]}
    )


def _reason(kind: str) -> str:
    return {
        "macros": _("The workbook holds macros: save it as .xlsx without macros."),
        "links": _("The workbook links to other files or databases: paste the values instead."),
        "embedded": _("The workbook holds embedded files: delete them."),
    }[kind]
