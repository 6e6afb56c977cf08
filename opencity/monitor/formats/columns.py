"""From the cells of a table to rows, whatever kind of file the table stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from hashlib import blake2b
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from opencity.monitor.formats import cells as cell
from opencity.monitor.formats.codes import Codes
from opencity.monitor.formats.flags import sdmx_flags
from opencity.monitor.formats.mistakes import Mistakes, Unreadable
from opencity.monitor.formats.rows import NO_FLAGS, Row
from opencity.monitor.methods.figures import Flag

MAX_ROWS = 2_000_000

Read = TypeVar("Read")
Extras = tuple[Decimal | None, Decimal | None, int | None, str]
NO_EXTRAS: Extras = (None, None, None, "")


class Part(StrEnum):
    """What a column that is no dimension holds."""

    DATASET = "dataset"
    PERIOD = "period"
    VALUE = "value"
    FLAGS = "flags"
    CONFIDENTIALITY = "confidentiality"
    LOW = "low"
    HIGH = "high"
    SAMPLE_SIZE = "sample_size"
    NOTE = "note"


@dataclass
class Context:
    """What the reader of a file was told, and what it finds on the way.

    ``codes`` are codes by label, by dimension, for files that hold labels alone. ``dataset`` is the
    one data set to expect; when empty, the file's first row says which. ``updated`` is the day and
    hour that the file itself gives as its last update, in the file's words.
    """

    mistakes: Mistakes
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dataset: str = ""
    updated: str = ""

    def same_dataset(self, written: str) -> str:
        """Return the data set of a row; raise ``Unreadable`` when it is not the one expected."""
        found = dataset_id(written)
        if not self.dataset or _bare(self.dataset) == self.dataset.upper() == _bare(found):
            self.dataset = found
        elif self.dataset.upper() != found.upper():
            raise Unreadable(
                _("The row belongs to %(found)s, not to %(expected)s: one data set a file.")
                % {"found": found, "expected": self.dataset}
            )
        return self.dataset

    def dataset_if_any(self, written: str) -> str:
        """Return the data set of a row, the one expected for a row that names none."""
        return self.same_dataset(written) if written.strip() else self.dataset

    def note_update(self, written: str) -> str:
        """Keep what the file gives as its last update."""
        self.updated = written.strip()
        return written


@dataclass
class Content:
    """What a file holds: its dimensions, the labels found so far, and its rows, read once."""

    dimensions: tuple[str, ...]
    rows: Iterator[Row]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


class Column(Generic[Read]):
    """A column and how its cells are read; what repeats is read once when ``repeats``."""

    def __init__(
        self, index: int, name: str, read: Callable[[str], Read], *, repeats: bool = True
    ) -> None:
        self.index = index
        self.name = name
        self._read = read
        self._repeats = repeats
        self._known: dict[str, Read] = {}

    def of(self, cells: Sequence[str]) -> Read:
        """Return what stands in this column of a line."""
        written = cells[self.index]
        known = self._known.get(written)
        if known is not None:
            return known
        try:
            value = self._read(written)
        except Unreadable as error:
            error.column = self.name
            raise
        if self._repeats:
            self._known[written] = value
        return value


class Keys:
    """The series and periods seen so far, to find what stands twice.

    Keeps a digest of 128 bits and a line number for each: about 150 bytes a row.
    """

    def __init__(self) -> None:
        self._lines: dict[bytes, int] = {}

    def claim(self, line: int, codes: Sequence[str], period: str, column: str) -> None:
        """Note a figure; raise ``Unreadable`` when the file has it already."""
        seen = len(self._lines)
        key = blake2b("\x1f".join((*codes, period)).encode(), digest_size=16).digest()
        first = self._lines.setdefault(key, line)
        if len(self._lines) == seen or seen >= MAX_ROWS:
            raise Unreadable(self._reason(first), column)

    def _reason(self, first: int) -> str:
        if len(self._lines) > MAX_ROWS:
            return _("The file has more than %(most)d figures: split it.") % {"most": MAX_ROWS}
        return _("This figure stands in line %(first)d already: keep one of the two.") % {
            "first": first
        }


class Assembler:
    """Puts together the row of a line of cells."""

    def __init__(
        self,
        context: Context,
        dimensions: Sequence[Codes],
        places: Mapping[Part, tuple[int, str]],
        *,
        flags: Callable[[str], frozenset[Flag]] = sdmx_flags,
        dataset: Callable[[str], str] | None = None,
        checks: Sequence[Column[str]] = (),
    ) -> None:
        self._context = context
        self._checks = checks
        self._dimensions = tuple(dimensions)
        self._ids = tuple(column.dimension for column in dimensions)
        self._frequency = self._ids.index("FREQ") if "FREQ" in self._ids else None
        self._periods: dict[tuple[str, str], str] = {}
        self._period, self._period_name = places[Part.PERIOD]
        self._keys = Keys()
        self._value = Column(*places[Part.VALUE], cell.optional_number, repeats=False)
        self._flags = _column(places, Part.FLAGS, flags)
        self._confidentiality = _column(places, Part.CONFIDENTIALITY, cell.confidentiality)
        self._dataset = _column(places, Part.DATASET, dataset or context.same_dataset)
        self._low = _column(places, Part.LOW, cell.optional_number, repeats=False)
        self._high = _column(places, Part.HIGH, cell.optional_number, repeats=False)
        self._sample_size = _column(places, Part.SAMPLE_SIZE, cell.sample_size)
        self._note = _column(places, Part.NOTE, cell.text, repeats=False)
        self._has_extras = any((self._low, self._high, self._sample_size, self._note))

    def row(self, line: int, cells: Sequence[str]) -> Row:
        """Return the row; raise ``Unreadable`` at the first cell that cannot be read."""
        dataset = self._dataset.of(cells) if self._dataset else self._context.dataset
        codes = [column.of(cells) for column in self._dimensions]
        period = self._period_of(codes, cells[self._period])
        value = self._value.of(cells)
        flags = self._flags.of(cells) if self._flags else NO_FLAGS
        status = self._confidentiality.of(cells) if self._confidentiality else ""
        for check in self._checks:
            check.of(cells)
        extras = self._extras(cells) if self._has_extras else NO_EXTRAS
        self._keys.claim(line, codes, period, self._period_name)
        series = dict(zip(self._ids, codes, strict=True))
        return Row(line, dataset, series, period, value, flags, status, *extras)

    def _period_of(self, codes: list[str], written: str) -> str:
        frequency = codes[self._frequency] if self._frequency is not None else ""
        known = self._periods.get((frequency, written))
        if known is None:
            try:
                known = cell.period_of(frequency, written)
            except Unreadable as error:
                error.column = self._period_name
                raise
            self._periods[(frequency, written)] = known
        return known

    def _extras(self, cells: Sequence[str]) -> Extras:
        low = self._low.of(cells) if self._low else None
        high = self._high.of(cells) if self._high else None
        if self._low and low is not None and high is not None and low > high:
            raise Unreadable(
                _("The lower bound %(low)s is above the upper bound %(high)s: exchange them.")
                % {"low": low, "high": high},
                self._low.name,
            )
        size = self._sample_size.of(cells) if self._sample_size else None
        return low, high, size, self._note.of(cells) if self._note else ""


def rows_of(
    lines: Iterable[tuple[int, Sequence[str]]], assembler: Assembler, mistakes: Mistakes
) -> Iterator[Row]:
    """Yield the rows of lines; raise ``BadFile`` at the end when there were mistakes or no rows.

    Whoever takes the rows may add mistakes while doing so.
    """
    some = False
    for line, cells in lines:
        some = True
        try:
            row = assembler.row(line, cells)
        except Unreadable as error:
            mistakes.add(line, error.column, error.reason)
        else:
            yield row
    check_end(mistakes, some=some)


def check_end(mistakes: Mistakes, *, some: bool) -> None:
    """Raise ``BadFile`` when a file that is read to its end had mistakes or nothing in it."""
    mistakes.check()
    if not some:
        raise mistakes.stop(0, "", _("The file has a header and no figures below it."))


def labels_of(dimensions: Iterable[Codes]) -> dict[str, dict[str, str]]:
    """Return the labels of codes by dimension; they fill while rows are read."""
    return {column.dimension: column.labels for column in dimensions}


def dataset_id(written: str) -> str:
    """Return the id of a data set, without the name that may follow it after a colon."""
    stripped = written.strip()
    agency, colon, rest = stripped.partition(":")
    if colon and ")" in rest:
        inner = rest[: rest.index(")") + 1]
        code, opening, version = inner.partition("(")
        if opening and cell.is_code(code) and _is_dotted(agency) and _is_dotted(version[:-1]):
            return f"{agency}:{inner}"
    if cell.is_code(stripped):
        return stripped
    raise Unreadable(
        _("“%(text)s” is no data set: write it as ESTAT:LFSA_ERGAN(1.0).")
        % {"text": cell.shown(written)}
    )


def _is_dotted(text: str) -> bool:
    return cell.is_code(text.replace(".", "_").replace("+", "_"))


def _bare(dataset: str) -> str:
    return dataset.rpartition(":")[2].partition("(")[0].upper()


def _column(
    places: Mapping[Part, tuple[int, str]],
    part: Part,
    read: Callable[[str], Read],
    *,
    repeats: bool = True,
) -> Column[Read] | None:
    place = places.get(part)
    return Column(*place, read, repeats=repeats) if place else None
