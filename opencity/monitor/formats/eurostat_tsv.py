r"""Eurostat's TSV: a line for each series and a column for each period.

The first cell of the header names the dimensions: ``freq,unit,geo\TIME_PERIOD``, in the older
layout ``unit,geo\time``. A cell is a number or a colon, then flags: ``12.3 bu``, ``: u``, ``:``.
An empty cell is no figure at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import BinaryIO

from django.utils.translation import gettext as _

from opencity.monitor.formats import cells as cell
from opencity.monitor.formats.codes import Codes
from opencity.monitor.formats.columns import Content, Context, Keys, check_end, labels_of
from opencity.monitor.formats.delimited import check_header
from opencity.monitor.formats.flags import eurostat_flags
from opencity.monitor.formats.lines import Lines
from opencity.monitor.formats.mistakes import BadFile, Mistakes, Unreadable
from opencity.monitor.formats.rows import NO_FLAGS, Row
from opencity.monitor.methods.figures import Flag

TIMES = frozenset({"TIME_PERIOD", "TIME"})

_FIGURE = re.compile(r"(?P<number>:|-?[0-9.]+)\s*(?P<flags>[A-Za-z ]*)")

Figure = tuple[Decimal | None, frozenset[Flag]]


def content(source: BinaryIO, context: Context) -> Content:
    """Return what a TSV file of Eurostat holds."""
    return Sheet(source, context).content()


class Sheet:
    """The header of a TSV file, and its lines turned into rows."""

    def __init__(self, source: BinaryIO, context: Context) -> None:
        self._lines = Lines(source, context.mistakes)
        self._numbered = enumerate(self._lines, start=1)
        self._context = context
        self._keys = Keys()
        header = _cells(next(self._numbered, (1, ""))[1])
        self._dimensions = _dimensions(header[0], context)
        self._ids = tuple(column.dimension for column in self._dimensions)
        self._headings = tuple(written.strip() for written in header[1:])
        self._periods = self._read_periods()

    def content(self) -> Content:
        """Return dimensions, rows and labels."""
        return Content(self._ids, self._rows(), labels_of(self._dimensions))

    def _read_periods(self) -> tuple[str, ...]:
        mistakes = self._context.mistakes
        if not self._headings:
            raise mistakes.stop(1, "", _("The header has no period."))
        check_header(self._headings, mistakes)
        try:
            return tuple(cell.period(written) for written in self._headings)
        except Unreadable as error:
            raise mistakes.stop(1, "", error.reason) from None

    def _rows(self) -> Iterator[Row]:
        mistakes = self._context.mistakes
        some = False
        for number, line in self._numbered:
            cells = _cells(line)
            if not any(cells):
                continue
            some = True
            try:
                codes = self._codes(cells)
            except Unreadable as error:
                mistakes.add(number, error.column, error.reason)
            else:
                yield from self._series(number, codes, cells[1:], mistakes)
        check_end(mistakes, some=some)

    def _codes(self, cells: Sequence[str]) -> list[str]:
        if len(cells) != len(self._periods) + 1:
            raise Unreadable(self._wrong_width(len(cells)))
        parts = cells[0].split(",")
        if len(parts) != len(self._ids):
            raise Unreadable(
                _("“%(series)s” has %(found)d codes, the header has %(expected)d dimensions.")
                % {
                    "series": cell.shown(cells[0]),
                    "found": len(parts),
                    "expected": len(self._ids),
                }
            )
        return [column.of(parts) for column in self._dimensions]

    def _series(
        self, number: int, codes: list[str], cells: Sequence[str], mistakes: Mistakes
    ) -> Iterator[Row]:
        series = dict(zip(self._ids, codes, strict=True))
        frequency = series.get("FREQ", "")
        for heading, period, written in zip(self._headings, self._periods, cells, strict=True):
            stripped = written.strip()
            if not stripped:
                continue
            try:
                value, flags = self._figure(stripped)
                cell.period_of(frequency, period)
                self._keys.claim(number, codes, period, heading)
            except Unreadable as error:
                mistakes.add(number, heading, error.reason)
            else:
                yield Row(number, self._context.dataset, series, period, value, flags)

    def _figure(self, written: str) -> Figure:
        found = _FIGURE.fullmatch(written)
        if found is None:
            return cell.number(written.rstrip(" abcdefimnprsuz") or written), NO_FLAGS
        value = None if found["number"] == ":" else cell.number(found["number"])
        letters = found["flags"]
        return value, eurostat_flags(letters) if letters else NO_FLAGS

    def _wrong_width(self, found: int) -> str:
        parts = {"found": found, "expected": len(self._periods) + 1}
        if found < parts["expected"] and self._lines.broken_off:
            return (
                _("The file breaks off here (%(found)d of %(expected)d columns): fetch it again.")
                % parts
            )
        return _("The line has %(found)d columns, the header %(expected)d.") % parts


def _cells(line: str) -> list[str]:
    return line.rstrip("\r\n").split("\t")


def _dimensions(written: str, context: Context) -> list[Codes]:
    names, backslash, time = written.strip().partition("\\")
    if not backslash or time.upper() not in TIMES:
        raise _no_header(context.mistakes, written)
    ids = [name.strip().upper() for name in names.split(",")]
    if not all(cell.is_code(dimension) for dimension in ids) or len(set(ids)) != len(ids):
        raise _no_header(context.mistakes, written)
    return [
        Codes(dimension, index, dimension, known=context.codes.get(dimension))
        for index, dimension in enumerate(ids)
    ]


def _no_header(mistakes: Mistakes, written: str) -> BadFile:
    reason = _("“%(text)s” is no header of a Eurostat TSV, such as freq,geo\\TIME_PERIOD.") % {
        "text": cell.shown(written)
    }
    return mistakes.stop(1, "", reason)
