"""The platform's own template as a workbook, its first sheet laid out as the CSV template."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from opencity.monitor.formats import archive
from opencity.monitor.formats import cells as cell
from opencity.monitor.formats.columns import Content, Context, labels_of, rows_of
from opencity.monitor.formats.delimited import MAX_COLUMNS, check_header
from opencity.monitor.formats.mistakes import Mistakes, Unreadable
from opencity.monitor.formats.plain_csv import prepared

MAX_LINES = 250_000
MAX_EMPTY_LINES = 1000

_DAMAGED = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError)


def content(source: BinaryIO, context: Context) -> Content:
    """Return what the first sheet of a workbook holds."""
    try:
        archive.check(source)
    except Unreadable as error:
        raise context.mistakes.stop(0, "", error.reason) from None
    sheet = Sheet(source, context.mistakes)
    assembler, dimensions = prepared(sheet.header, sheet.names, context)
    return Content(
        tuple(column.dimension for column in dimensions),
        rows_of(sheet, assembler, context.mistakes),
        labels_of(dimensions),
    )


class Sheet:
    """The first sheet of a workbook as a header and lines of text, read a row at a time."""

    def __init__(self, source: BinaryIO, mistakes: Mistakes) -> None:
        self._mistakes = mistakes
        self._rows = self._numbered(source)
        self.header: tuple[str, ...] = self._read_header()
        self.names = tuple(
            f"{name} ({get_column_letter(index)})" for index, name in enumerate(self.header, 1)
        )

    def __iter__(self) -> Iterator[tuple[int, Sequence[str]]]:
        width = len(self.header)
        empty = 0
        for line, row in self._rows:
            self._check_length(line)
            written = self._texts(line, row)
            if not written:
                empty += 1
                self._check_gap(line, empty)
                continue
            empty = 0
            if len(written) > width:
                reason = _("The cell stands beside the table: delete it, or name its column.")
                self._mistakes.add(line, get_column_letter(len(written)), reason)
            else:
                yield line, written + [""] * (width - len(written))

    def _numbered(self, source: BinaryIO) -> Iterator[tuple[int, Sequence[Any]]]:
        line = 0
        try:
            with warnings.catch_warnings():
                # openpyxl warns of parts that it leaves out; only cells are wanted here
                warnings.simplefilter("ignore")
                workbook = load_workbook(source, read_only=True, keep_links=False)
                sheet = workbook.worksheets[0]
                sheet.reset_dimensions()
            for row in sheet.iter_rows():
                line += 1
                yield line, row
        except (*_DAMAGED, BadZipFile) as error:
            reason = _("The workbook is damaged (%(error)s): open it and save it again.") % {
                "error": cell.shown(str(error))
            }
            raise self._mistakes.stop(line + 1, "", reason) from None

    def _read_header(self) -> tuple[str, ...]:
        line, row = next(self._rows, (1, ()))
        header = tuple(text.strip() for text in self._texts(line, row))
        if not header:
            raise self._mistakes.stop(1, "", _("The first sheet is empty, or its first row is."))
        self._mistakes.check()
        check_header(header, self._mistakes)
        return header

    def _texts(self, line: int, row: Sequence[Any]) -> list[str]:
        """Return the cells of a row as text, without the empty ones at its end."""
        if len(row) > MAX_COLUMNS:
            raise self._mistakes.stop(
                line, "", _("The row has more than %(most)d columns.") % {"most": MAX_COLUMNS}
            )
        texts = []
        for index, one in enumerate(row, 1):
            try:
                texts.append(text_of(one.value, one.data_type))
            except Unreadable as error:
                self._mistakes.add(line, f"{get_column_letter(index)}{line}", error.reason)
                return []
        while texts and not texts[-1].strip():
            texts.pop()
        return texts

    def _check_length(self, line: int) -> None:
        if line > MAX_LINES:
            reason = _("The sheet has more than %(most)d rows: save it as CSV.") % {
                "most": MAX_LINES
            }
            raise self._mistakes.stop(line, "", reason)

    def _check_gap(self, line: int, empty: int) -> None:
        if empty > MAX_EMPTY_LINES:
            reason = _("More than %(most)d empty rows: delete them.") % {"most": MAX_EMPTY_LINES}
            raise self._mistakes.stop(line, "", reason)


def text_of(value: Any, kind: str) -> str:
    """Return a cell's value as a CSV file would hold it; raise ``Unreadable`` for what has none."""
    if value is None:
        return ""
    if kind == "f":
        raise Unreadable(_("The cell holds a formula: paste its value instead."))
    if kind == "e":
        raise Unreadable(
            _("The cell holds the error %(error)s: correct it or empty it.")
            % {"error": cell.shown(str(value))}
        )
    if isinstance(value, (datetime, date, time, timedelta)):
        raise Unreadable(
            _("The cell holds a date: format it as text and write 2024, 2024-Q3 or 2024-07.")
        )
    if isinstance(value, bool):
        raise Unreadable(_("The cell holds TRUE or FALSE: format it as text."))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
