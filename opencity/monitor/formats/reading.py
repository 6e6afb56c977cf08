"""Reads a file of figures: finds its format, refuses what is none, and gives row after row."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from django.utils.translation import gettext as _

from opencity.monitor.formats import eurostat_tsv, plain_csv, sdmx_csv, sdmx_ml, xlsx
from opencity.monitor.formats.columns import Content, Context
from opencity.monitor.formats.lines import BOM
from opencity.monitor.formats.mistakes import Mistakes, Unreadable
from opencity.monitor.formats.rows import Row

HEAD = 16_384
IN_MEMORY = 5_000_000

Codes = Mapping[str, Mapping[str, str]]


class Format(StrEnum):
    """The formats that can be read."""

    SDMX_CSV = "sdmx-csv"
    EUROSTAT_TSV = "eurostat-tsv"
    CSV = "csv"
    XLSX = "xlsx"
    SDMX_ML = "sdmx-ml"


AUTO = "auto"


class Reading:
    """A file being read. Iterate once; ``BadFile`` comes at the end, or where reading stops.

    ``labels`` gives labels by dimension and code, and fills while rows are taken; ``names`` gives
    the names of dimensions. Whoever takes rows may add to ``mistakes``, so that the file's author
    gets one list. Nothing that was made of the rows may be kept when ``BadFile`` comes.
    """

    def __init__(self, format: Format, context: Context, content: Content) -> None:
        self.format = format
        self.dimensions = content.dimensions
        self.labels = content.labels
        self.names = content.names
        self._context = context
        self._rows = content.rows

    @property
    def mistakes(self) -> Mistakes:
        """Return the list of what is wrong with the file."""
        return self._context.mistakes

    @property
    def dataset(self) -> str:
        """Return the data set, once a row is read or when the caller named it."""
        return self._context.dataset

    @property
    def updated(self) -> str:
        """Return the file's own last update in its own words, once a row is read."""
        return self._context.updated

    def __iter__(self) -> Iterator[Row]:
        return self._rows


@contextmanager
def read(
    source: str | os.PathLike[str] | BinaryIO,
    format: str = AUTO,
    *,
    codes: Codes | None = None,
    dataset: str = "",
) -> Iterator[Reading]:
    """Open a file of figures: ``with read(path) as reading: for row in reading: …``.

    ``codes`` gives codes by label by dimension (upper case), for files that hold labels alone.
    ``dataset`` is the data set that the file must hold, with or without agency and version; a
    format that names none takes it as its own. Raise ``BadFile`` for what cannot be read.
    """
    context = Context(Mistakes(), codes or {}, dataset)
    with _stream(source) as stream:
        yield _reading(stream, format, context)


def detect(head: bytes) -> tuple[Format, str]:
    """Return the format of a file's first bytes and the character between cells.

    Raise ``Unreadable`` for what is no file of figures.
    """
    _refuse_encodings(head)
    if head.startswith(b"PK\x03\x04"):
        return Format.XLSX, ""
    _refuse_others(head)
    text = head.removeprefix(BOM).lstrip()
    if text.startswith(b"<"):
        return Format.SDMX_ML, ""
    line = text.splitlines()[0].decode("utf-8", "replace") if text else ""
    if not line:
        raise Unreadable(_("The file is empty."))
    if "\\" in line.partition("\t")[0]:
        return Format.EUROSTAT_TSV, "\t"
    delimiter = ";" if line.count(";") > line.count(",") else ","
    header = {name.partition(":")[0].strip().lower() for name in _names(line, delimiter)}
    if {"structure_id", "dataflow"} & header:
        return Format.SDMX_CSV, delimiter
    if {"period", "value"} & header:
        return Format.CSV, delimiter
    raise Unreadable(
        _(
            "The format is unknown: the first line is no header of SDMX-CSV, of a Eurostat TSV "
            "or of the template (it needs the columns period and value)."
        )
    )


@contextmanager
def _stream(source: str | os.PathLike[str] | BinaryIO) -> Iterator[BinaryIO]:
    """Give a stream that can be read from its beginning again."""
    if isinstance(source, (str, os.PathLike)):
        with Path(source).open("rb") as opened:
            yield opened
    elif source.seekable():
        source.seek(0)
        yield source
    else:
        with SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
            shutil.copyfileobj(source, kept)
            kept.seek(0)
            yield cast(BinaryIO, kept)


def _names(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _refuse_encodings(head: bytes) -> None:
    for mark, name in (
        (b"\xff\xfe\x00\x00", "UTF-32"),
        (b"\x00\x00\xfe\xff", "UTF-32"),
        (b"\xff\xfe", "UTF-16"),
        (b"\xfe\xff", "UTF-16"),
    ):
        if head.startswith(mark):
            raise Unreadable(_("The file is in %(name)s: save it as “CSV UTF-8”.") % {"name": name})


def _refuse_others(head: bytes) -> None:
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            _("The file is an old workbook (.xls) or has a password: save it as .xlsx without one.")
        )
    if head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"PK")):
        raise Unreadable(_("The file is compressed: unpack it first."))
    if head.lstrip()[:1] in (b"{", b"["):
        raise Unreadable(_("The file is JSON, which is not read: save it as SDMX-CSV."))


def _reading(stream: BinaryIO, format: str, context: Context) -> Reading:
    head = stream.read(HEAD)
    stream.seek(0)
    try:
        found, delimiter = detect(head)
    except Unreadable as error:
        raise context.mistakes.stop(1, "", error.reason) from None
    if format not in (AUTO, found):
        reason = _("The file is %(found)s, not %(expected)s: choose the right format.") % {
            "found": found,
            "expected": format,
        }
        raise context.mistakes.stop(1, "", reason)
    return Reading(found, context, _content(stream, found, delimiter, context))


def _content(stream: BinaryIO, format: Format, delimiter: str, context: Context) -> Content:
    if format is Format.SDMX_CSV:
        return sdmx_csv.content(stream, context, delimiter)
    if format is Format.CSV:
        return plain_csv.content(stream, context, delimiter)
    if format is Format.EUROSTAT_TSV:
        return eurostat_tsv.content(stream, context)
    if format is Format.XLSX:
        return xlsx.content(stream, context)
    return sdmx_ml.content(stream, context)
