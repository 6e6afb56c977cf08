"""Empty files to fill in: a header for given dimensions, and what belongs into each column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from opencity.monitor.enums import FLAG_LABELS
from opencity.monitor.formats.columns import Part
from opencity.monitor.formats.plain_csv import AFTER_DIMENSIONS

TEXT = "@"
FILLED_ROWS = 1000
"""So many rows of the workbook are formatted, so that a period typed there stays text."""

_TEXT_PARTS = frozenset({Part.PERIOD, Part.FLAGS, Part.CONFIDENTIALITY, Part.NOTE})


@dataclass(frozen=True)
class TemplateDimension:
    """A dimension of a template: its id, its name, and the labels of the codes it may have."""

    id: str
    name: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


def csv_template(dimensions: Sequence[TemplateDimension], delimiter: str = ",") -> str:
    """Return the header of the CSV template, with its line end."""
    return delimiter.join(_header(dimensions)) + "\r\n"


def xlsx_template(dimensions: Sequence[TemplateDimension], target: BinaryIO) -> None:
    """Write the workbook to fill in, with a second sheet that explains its columns and codes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "figures"
    sheet.append(_header(dimensions))
    sheet.freeze_panes = "A2"
    for index, name in enumerate(_header(dimensions), 1):
        sheet.cell(1, index).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = 16
        if name not in tuple(Part) or Part(name) in _TEXT_PARTS:
            for row in range(2, FILLED_ROWS + 2):
                sheet.cell(row, index).number_format = TEXT
    explanations = book.create_sheet("explanations")
    for line in explanation_lines(dimensions):
        explanations.append(line)
    for one in explanations[1]:
        one.font = Font(bold=True)
    explanations.column_dimensions["A"].width = 18
    explanations.column_dimensions["B"].width = 18
    explanations.column_dimensions["C"].width = 80
    _keep_text(explanations)
    book.save(target)


def explanation_lines(dimensions: Sequence[TemplateDimension]) -> Iterator[tuple[str, str, str]]:
    """Yield column, code and meaning, for every column and every code it may hold."""
    yield _("column"), _("code"), _("meaning")
    for dimension in dimensions:
        yield dimension.id, "", dimension.name or _("a code of this dimension")
        for code, label in dimension.labels.items():
            yield dimension.id, code, label
    for part in AFTER_DIMENSIONS:
        yield part.value, "", _meaning(part)
        if part is Part.FLAGS:
            for flag, meaning in FLAG_LABELS.items():
                yield part.value, flag.value, str(meaning)


def _header(dimensions: Sequence[TemplateDimension]) -> list[str]:
    return [*(dimension.id for dimension in dimensions), *(part.value for part in AFTER_DIMENSIONS)]


def _keep_text(sheet: Any) -> None:
    """Keep a label that begins like a formula from being one."""
    for row in sheet.iter_rows():
        for one in row:
            if one.data_type == "f":
                one.data_type = "s"


def _meaning(part: Part) -> str:
    return {
        Part.PERIOD: _("2024, 2024-S2, 2024-Q3 or 2024-07"),
        Part.VALUE: _(
            "the figure with a decimal point, no thousands separator; empty when unknown"
        ),
        Part.FLAGS: _("letters of the flags with a space between; empty for a normal figure"),
        Part.LOW: _("lower bound of the 95 % interval, when known"),
        Part.HIGH: _("upper bound of the 95 % interval, when known"),
        Part.SAMPLE_SIZE: _(
            "how many people or cases were asked, when the figure is from a sample"
        ),
        Part.CONFIDENTIALITY: _("a letter of SDMX's CL_CONF_STATUS, such as F (free) or C"),
        Part.NOTE: _("anything a reader of the figure must know"),
    }[part]
