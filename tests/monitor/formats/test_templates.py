from io import BytesIO

import pytest
from openpyxl import load_workbook

from opencity.monitor.enums import FLAG_LABELS
from opencity.monitor.formats.plain_csv import AFTER_DIMENSIONS
from opencity.monitor.formats.templates import (
    TemplateDimension,
    csv_template,
    explanation_lines,
    xlsx_template,
)
from opencity.monitor.methods.figures import Flag

from .files import refusal, rows_of

DIMENSIONS = [
    TemplateDimension("FREQ", "Frequency", {"A": "Annual"}),
    TemplateDimension("GEO", labels={"BG": "=Bulgaria", "AT": "Austria"}),
]
HEADER = "FREQ,GEO,period,value,flags,low,high,sample_size,confidentiality,note"


def workbook():
    target = BytesIO()
    xlsx_template(DIMENSIONS, target)
    return target


def test_the_csv_template_is_read_once_a_figure_is_in_it():
    empty = csv_template(DIMENSIONS)
    assert empty == HEADER + "\r\n"
    assert csv_template(DIMENSIONS, ";") == HEADER.replace(",", ";") + "\r\n"
    assert refusal(empty) == [(0, "", "The file has a header and no figures below it.")]
    assert len(rows_of(empty + "A,BG,2024,1,,,,,,\r\n")) == 1


def test_the_workbook_is_read_once_a_figure_is_in_it():
    target = workbook()
    assert refusal(target.getvalue()) == [(0, "", "The file has a header and no figures below it.")]
    book = load_workbook(target)
    for column, written in enumerate(["A", "BG", "2024-07", 1], 1):
        book["figures"].cell(2, column).value = written
    filled = BytesIO()
    book.save(filled)
    assert refusal(filled.getvalue()) == [
        (2, "period (C)", "The period 2024-07 does not fit the frequency A: correct either.")
    ]


@pytest.mark.parametrize(("column", "form"), [("C", "@"), ("A", "@"), ("D", "General")])
def test_what_is_typed_as_a_period_or_code_stays_text(column, form):
    assert load_workbook(workbook())["figures"][f"{column}2"].number_format == form


def test_the_second_sheet_explains_columns_codes_and_flags():
    sheet = load_workbook(workbook())["explanations"]
    lines = [tuple(value or "" for value in line) for line in sheet.values]
    assert lines == list(explanation_lines(DIMENSIONS))
    assert lines[:6] == [
        ("column", "code", "meaning"),
        ("FREQ", "", "Frequency"),
        ("FREQ", "A", "Annual"),
        ("GEO", "", "a code of this dimension"),
        ("GEO", "BG", "=Bulgaria"),
        ("GEO", "AT", "Austria"),
    ]
    assert {line[0] for line in lines[6:]} == {part.value for part in AFTER_DIMENSIONS}
    assert [cell.data_type for row in sheet["C1:C40"] for cell in row if cell.value].count("f") == 0


def test_every_flag_has_a_meaning():
    assert set(FLAG_LABELS) == set(Flag)
