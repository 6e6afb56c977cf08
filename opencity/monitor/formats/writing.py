"""Writes rows as files, a piece of text at a time, so that no file is ever held in memory.

What is written can be read again to equal rows, within what a format can hold: Eurostat TSV has no
data set, interval, sample or note. Text is kept from running as a formula in a spreadsheet.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from io import StringIO
from itertools import groupby
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from opencity.monitor.formats import cells as cell
from opencity.monitor.formats.columns import Part, dataset_id
from opencity.monitor.formats.flags import eurostat_letters, sdmx_letters
from opencity.monitor.formats.plain_csv import AFTER_DIMENSIONS
from opencity.monitor.formats.rows import Row

PIECE = 64_000
"""Characters that are gathered before a piece is handed on."""

WORKBOOK_DIGITS = 15
"""So many significant digits of any number survive in a workbook, which holds binary doubles."""

SDMX_COLUMNS = (
    "TIME_PERIOD",
    "OBS_VALUE",
    "OBS_FLAG",
    "CONF_STATUS",
    "OBS_LOW",
    "OBS_HIGH",
    "SAMPLE_SIZE",
    "COMMENT_OBS",
)


def sdmx_csv(rows: Iterable[Row], dimensions: Sequence[str]) -> Iterator[str]:
    """Yield SDMX-CSV 2.0 with ids and the action I (information).

    Raise ``ValueError`` for a row whose data set is not written ``AGENCY:ID(VERSION)``.
    """
    header = ["STRUCTURE", "STRUCTURE_ID", "ACTION", *dimensions, *SDMX_COLUMNS]

    def lines() -> Iterator[Sequence[str]]:
        for row in rows:
            codes = (cell.guarded(row.dimensions[dimension]) for dimension in dimensions)
            figure = (written(row.value), eurostat_letters(row.flags), row.confidentiality)
            yield [
                "dataflow",
                _full_id(row.dataset),
                "I",
                *codes,
                row.period,
                *figure,
                *_extras(row),
            ]

    return _csv(header, lines(), ",")


def plain_csv(
    rows: Iterable[Row], dimensions: Sequence[str], delimiter: str = ","
) -> Iterator[str]:
    """Yield CSV in the layout of the template, with a column for the data set."""
    header = plain_columns(dimensions)
    return _csv(header, (_plain(row, dimensions) for row in rows), delimiter)


def plain_columns(dimensions: Sequence[str]) -> list[str]:
    """Return the header of the template's layout, with a column for the data set."""
    return [Part.DATASET.value, *dimensions, *(part.value for part in AFTER_DIMENSIONS)]


def eurostat_tsv(
    rows: Iterable[Row], dimensions: Sequence[str], periods: Sequence[str]
) -> Iterator[str]:
    """Yield Eurostat's TSV; a series is one line when its rows stand together.

    Raise ``ValueError`` for a row whose period is not among ``periods``.
    """
    places = {period: place for place, period in enumerate(periods)}
    names = ",".join(dimension.lower() for dimension in dimensions)
    yield "\t".join([f"{names}\\TIME_PERIOD", *periods]) + "\n"
    for series, together in groupby(rows, key=lambda row: _series(row, dimensions)):
        line = [""] * len(periods)
        for row in together:
            if row.period not in places:
                raise ValueError(f"The period {row.period} has no column")
            line[places[row.period]] = _tsv_figure(row)
        yield "\t".join([series, *line]) + "\n"


def json_rows(rows: Iterable[Row], dimensions: Sequence[str]) -> Iterator[str]:
    """Yield a JSON array with an object for each row; numbers keep every digit."""
    yield "["
    separator = "\n"
    for row in rows:
        yield separator + _json_row(row, dimensions)
        separator = ",\n"
    yield "\n]\n"


def xlsx(rows: Iterable[Row], dimensions: Sequence[str], target: BinaryIO) -> None:
    """Write a workbook in the layout of the template; its rows wait in a file until the end."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("figures")
    header = plain_columns(dimensions)
    sheet.append(header)
    numbers = {header.index(part.value) for part in NUMBERS}
    for row in rows:
        line = _plain(row, dimensions)
        sheet.append(
            [
                _number_cell(text) if index in numbers else text_cell(sheet, text)
                for index, text in enumerate(line)
            ]
        )
    book.save(target)


NUMBERS = (Part.VALUE, Part.LOW, Part.HIGH, Part.SAMPLE_SIZE)


def written(value: Decimal | None) -> str:
    """Return a number with all its digits and no exponent, or nothing."""
    return "" if value is None else format(value, "f")


def text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that holds text as text, whatever it begins with."""
    if not text:
        return None
    one = WriteOnlyCell(sheet, value="")
    one.value = text
    one.data_type = "s"
    return one


def _number_cell(text: str) -> Decimal | str | None:
    """Return a number for a workbook; text when it has more digits than one holds."""
    if not text:
        return None
    digits = text.replace("-", "").replace(".", "").strip("0")
    return Decimal(text) if len(digits) <= WORKBOOK_DIGITS else text


def _plain(row: Row, dimensions: Sequence[str]) -> list[str]:
    low, high, size, note = _extras(row)
    return [
        cell.guarded(row.dataset),
        *(cell.guarded(row.dimensions[dimension]) for dimension in dimensions),
        row.period,
        written(row.value),
        sdmx_letters(row.flags),
        low,
        high,
        size,
        row.confidentiality,
        note,
    ]


def _extras(row: Row) -> tuple[str, str, str, str]:
    size = "" if row.sample_size is None else str(row.sample_size)
    return written(row.low), written(row.high), size, cell.guarded(row.note)


@lru_cache(maxsize=64)
def _full_id(dataset: str) -> str:
    if not dataset.endswith(")") or dataset_id(dataset) != dataset:
        raise ValueError(f"“{dataset}” is not written as AGENCY:ID(VERSION)")
    return dataset


def _csv(header: Sequence[str], lines: Iterable[Sequence[str]], delimiter: str) -> Iterator[str]:
    gathered = StringIO(newline="")
    writer = csv.writer(gathered, delimiter=delimiter)
    writer.writerow(header)
    for line in lines:
        writer.writerow(line)
        if gathered.tell() >= PIECE:
            yield gathered.getvalue()
            gathered.seek(0)
            gathered.truncate()
    yield gathered.getvalue()


def _series(row: Row, dimensions: Sequence[str]) -> str:
    return ",".join(row.dimensions[dimension] for dimension in dimensions)


def _tsv_figure(row: Row) -> str:
    value = ":" if row.value is None else written(row.value)
    letters = eurostat_letters(row.flags)
    return f"{value} {letters}" if letters else value


def _json_row(row: Row, dimensions: Sequence[str]) -> str:
    members: Mapping[str, str] = {
        "dataset": json.dumps(row.dataset),
        "dimensions": json.dumps({name: row.dimensions[name] for name in dimensions}),
        "period": json.dumps(row.period),
        "value": written(row.value) or "null",
        "flags": json.dumps(sorted(flag.value for flag in row.flags)),
        "confidentiality": json.dumps(row.confidentiality),
        "low": written(row.low) or "null",
        "high": written(row.high) or "null",
        "sample_size": json.dumps(row.sample_size),
        "note": json.dumps(row.note, ensure_ascii=False),
    }
    return "{" + ", ".join(f'"{name}": {text}' for name, text in members.items()) + "}"
