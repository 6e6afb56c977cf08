"""Tables of text whose cells a character parts: their header and their lines, as lists of cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from opencity.monitor.formats import cells as cell
from opencity.monitor.formats.lines import Lines
from opencity.monitor.formats.mistakes import BadFile, Mistakes

MAX_COLUMNS = 200


LONGEST_CELL = 131_072
"""Characters above which a quotation mark was surely never closed."""


class Table:
    """A header and the lines under it; every line has as many cells as the header."""

    def __init__(self, lines: Lines, delimiter: str, mistakes: Mistakes) -> None:
        self._lines = lines
        self._mistakes = mistakes
        csv.field_size_limit(LONGEST_CELL)  # the limit is the process's, and others set theirs
        self._reader = csv.reader(lines, delimiter=delimiter, strict=True)
        self.header: tuple[str, ...] = self._read_header()

    def __iter__(self) -> Iterator[tuple[int, Sequence[str]]]:
        width = len(self.header)
        line = self._reader.line_num + 1
        while (cells := self._next(line)) is not None:
            if not any(cells):
                pass
            elif len(cells) == width:
                yield line, cells
            else:
                self._mistakes.add(line, "", self._wrong_width(len(cells)))
            line = self._reader.line_num + 1

    def _read_header(self) -> tuple[str, ...]:
        header = tuple(written.strip() for written in self._next(1) or ())
        if not any(header):
            raise self._mistakes.stop(1, "", _("The first line is empty: delete it."))
        if len(header) > MAX_COLUMNS:
            reason = _("The header has more than %(most)d columns.") % {"most": MAX_COLUMNS}
            raise self._mistakes.stop(1, "", reason)
        return header

    def _next(self, line: int) -> list[str] | None:
        try:
            return next(self._reader, None)
        except csv.Error as error:
            raise self._broken(line, str(error)) from None

    def _broken(self, line: int, why: str) -> BadFile:
        if "field limit" in why:
            reason = _("A cell is too long: perhaps a quotation mark is never closed.")
        elif "new-line character" in why:
            reason = _("The lines end in a way no longer used: save the file as “CSV UTF-8”.")
        elif "unexpected end" in why:
            reason = _("The file breaks off inside a quotation: fetch it again.")
        else:
            reason = _('The quotation marks do not fit: put text in " … " and write " in it twice.')
        return self._mistakes.stop(line, "", reason)

    def _wrong_width(self, found: int) -> str:
        parts = {"found": found, "expected": len(self.header)}
        if found < len(self.header) and self._lines.broken_off:
            return (
                _("The file breaks off here (%(found)d of %(expected)d columns): fetch it again.")
                % parts
            )
        if found < len(self.header):
            return _("The line has %(found)d columns, the header %(expected)d.") % parts
        return (
            _(
                "The line has %(found)d columns, the header %(expected)d: "
                "put a text or number with a separator in it in quotation marks."
            )
            % parts
        )


def check_header(header: Sequence[str], mistakes: Mistakes) -> None:
    """Raise ``BadFile`` when a column has no name or two have the same."""
    seen: set[str] = set()
    for place, name in enumerate(header, start=1):
        if not name:
            reason = _("Column %(place)d has no name: name it or delete it.") % {"place": place}
            raise mistakes.stop(1, "", reason)
        if name.upper() in seen:
            reason = _("Two columns are called “%(name)s”.") % {"name": cell.shown(name)}
            raise mistakes.stop(1, cell.shown(name), reason)
        seen.add(name.upper())
