"""Strict reading of plain CSV files: UTF-8, a header, as many cells in every row."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from opencity.monitor.index.given import Readable
from opencity.monitor.index.mistakes import Mistakes

MISSING = frozenset({"", "NA"})
# Far above any figure of a city, and its square and cube are still numbers.
LARGEST = 1e30
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")


@dataclass(frozen=True)
class Row:
    """One record: the line on which it starts, and its cells by column."""

    line: int
    cells: dict[str, str]


def read_table(
    path: Readable, mistakes: Mistakes, *, required: Collection[str], known: Collection[str]
) -> list[Row]:
    """Return the rows of a file whose columns are the required ones and some of the known."""
    text = _text(path, mistakes)
    records = _records(text, mistakes)
    header = next(records, (1, []))[1]
    _check_header(header, mistakes, required=required, known=known)
    mistakes.refuse_if_any()
    rows = list(_rows(records, header, mistakes))
    mistakes.refuse_if_any()
    if not rows:
        mistakes.add(None, None, "has no rows under its header")
    mistakes.refuse_if_any()
    return rows


def number(cell: str) -> float:
    """Return a number, NaN for a missing one (empty or NA); else raise ``ValueError``."""
    if cell in MISSING:
        return math.nan
    if not _NUMBER.fullmatch(cell):
        raise ValueError(_why_no_number(cell))
    value = float(cell)
    if abs(value) > LARGEST:
        raise ValueError(f"{_shown(cell)} is too large")
    return value


def _why_no_number(cell: str) -> str:
    if "," in cell and _NUMBER.fullmatch(cell.replace(",", "")):
        return f"{_shown(cell)} has a comma: write a decimal point and no thousands separator"
    return f"{_shown(cell)} is not a number; leave the cell empty if the figure is missing"


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else f"{cell[:40]}…")


def _text(path: Readable, mistakes: Mistakes) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        mistakes.add(None, None, f"cannot be read: {error.strerror}")
        mistakes.refuse_if_any()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        mistakes.add(line, None, "is not UTF-8: save the file with that encoding")
    mistakes.refuse_if_any()
    return ""


def _records(text: str, mistakes: Mistakes) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        mistakes.add(line, None, f"is not CSV: {error}")


def _check_header(
    header: list[str], mistakes: Mistakes, *, required: Collection[str], known: Collection[str]
) -> None:
    for name in required:
        if name not in header:
            mistakes.add(1, name, "this column is missing")
    for place, name in enumerate(header):
        if name in header[:place]:
            mistakes.add(1, name, "this column stands there twice")
        elif name not in required and name not in known:
            mistakes.add(1, name or f"column {place + 1}", "this column is not known")


def _rows(
    records: Iterator[tuple[int, list[str]]], header: list[str], mistakes: Mistakes
) -> Iterator[Row]:
    for line, cells in records:
        if len(cells) == len(header):
            yield Row(line, dict(zip(header, cells, strict=True)))
        else:
            mistakes.add(line, None, f"has {len(cells)} cells, the header has {len(header)}")
