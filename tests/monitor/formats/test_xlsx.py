from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from opencity.monitor.formats import archive, xlsx
from opencity.monitor.formats.rows import Row
from opencity.monitor.methods.figures import Flag

from .files import refusal, rows_of

HEADER = ["FREQ", "GEO", "period", "value", "flags", "low", "high", "sample_size", "note"]


def book(*lines, header=HEADER):
    """Return a workbook with these lines under a header."""
    workbook = Workbook()
    sheet = workbook.active
    for line in (header, *lines):
        sheet.append(line)
    return saved(workbook)


def saved(workbook):
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def changed(content, changes):
    """Return an archive with parts replaced or added."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            if part is not None:
                new.writestr(name, part)
    return target.getvalue()


def sheet_xml(rows):
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )


def text_row(number, *texts):
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{number}">{cells}</row>'


SHEET = "xl/worksheets/sheet1.xml"
GOOD = book(["A", "BG", 2024, 50.9])


def test_numbers_and_text_are_read():
    content = book(
        ["A", "BG", 2024, 50.9, "B U", 48, 53.5, 1200.0, "by phone"],
        [None, None],
        ["A", "AT", "2024", "50.123456789012345678"],
        ["A", "DE", "2024"],
    )
    assert rows_of(content) == [
        Row(
            line=2,
            dataset="",
            dimensions={"FREQ": "A", "GEO": "BG"},
            period="2024",
            value=Decimal("50.9"),
            flags=frozenset({Flag.BREAK, Flag.LOW_RELIABILITY}),
            low=Decimal(48),
            high=Decimal("53.5"),
            sample_size=1200,
            note="by phone",
        ),
        Row(4, "", {"FREQ": "A", "GEO": "AT"}, "2024", Decimal("50.123456789012345678")),
        Row(5, "", {"FREQ": "A", "GEO": "DE"}, "2024", None),
    ]


def test_only_the_first_sheet_is_read():
    workbook = Workbook()
    workbook.active.append(["GEO", "period", "value"])
    workbook.active.append(["BG", "2024", 1])
    workbook.create_sheet("other").append(["=1+1"])
    assert [row.dimensions for row in rows_of(saved(workbook))] == [{"GEO": "BG"}]


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        (
            ["A", "BG", "2024", "=1+1"],
            (2, "D2", "The cell holds a formula: paste its value instead."),
        ),
        (
            ["A", '=HYPERLINK("http://x")', "2024", 1],
            (2, "B2", "The cell holds a formula: paste its value instead."),
        ),
        (
            ["A", "BG", datetime(2024, 7, 1), 1],
            (
                2,
                "C2",
                "The cell holds a date: format it as text and write 2024, 2024-Q3 or 2024-07.",
            ),
        ),
        (
            ["A", True, "2024", 1],
            (2, "B2", "The cell holds TRUE or FALSE: format it as text."),
        ),
        (
            ["A", "BG", "2024", "#N/A"],
            (2, "D2", "The cell holds the error #N/A: correct it or empty it."),
        ),
        (
            ["A", "BG", "2024", "1 234"],
            (2, "value (D)", "“1 234” separates thousands: write 1234."),
        ),
        (
            ["A", "BG", "2024", 1, *[None] * 5, "beside"],
            (2, "J", "The cell stands beside the table: delete it, or name its column."),
        ),
    ],
)
def test_cells_that_are_refused(line, mistake):
    assert refusal(book(line)) == [mistake]


def test_a_figure_that_stands_twice():
    assert refusal(book(["A", "BG", 2024, 1], ["A", "BG", "2024", 2])) == [
        (3, "period (C)", "This figure stands in line 2 already: keep one of the two.")
    ]


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        (
            book(header=[]),
            (1, "", "The first sheet is empty, or its first row is."),
        ),
        (book(), (0, "", "The file has a header and no figures below it.")),
        (
            book(header=["GEO", None, "period", "value"]),
            (1, "", "Column 2 has no name: name it or delete it."),
        ),
        (
            book(header=[f"D{number}" for number in range(300)]),
            (1, "", "The row has more than 200 columns."),
        ),
        (
            book(["A", "BG", 2024, 1], *[[]] * 1001, ["A", "BG", 2023, 1]),
            (1003, "", "More than 1000 empty rows: delete them."),
        ),
    ],
    ids=["empty", "header", "unnamed", "wide", "gap"],
)
def test_sheets_that_are_refused(content, mistake):
    assert refusal(content) == [mistake]


def test_a_sheet_of_too_many_rows(monkeypatch):
    monkeypatch.setattr(xlsx, "MAX_LINES", 3)
    assert refusal(book(*(["A", "BG", year, 1] for year in range(2000, 2004)))) == [
        (4, "", "The sheet has more than 3 rows: save it as CSV.")
    ]


MACROS = "The workbook holds macros: save it as .xlsx without macros."
LINKS = "The workbook links to other files or databases: paste the values instead."
TOO_MUCH = "The part {} of the workbook unpacks to more than is allowed: split the workbook."
DECLARATIONS = "The part {} of the workbook holds declarations or no text: save it again."


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"xl/vbaProject.bin": b"x"}, MACROS),
        ({"xl/macrosheets/sheet1.xml": b"<x/>"}, MACROS),
        ({"xl/activeX/activeX1.xml": b"<x/>"}, MACROS),
        ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, LINKS),
        ({"xl/connections.xml": b"<x/>"}, LINKS),
        (
            {"xl/embeddings/oleObject1.bin": b"x"},
            "The workbook holds embedded files: delete them.",
        ),
        (
            {"xl/workbook.xml": None},
            "The file is an archive, but no workbook: save it as .xlsx.",
        ),
        (
            {f"xl/media/{number}.png": b"x" for number in range(600)},
            "The workbook has 609 parts; 500 are allowed.",
        ),
        ({SHEET: b" " * 5_000_000}, TOO_MUCH.format(SHEET)),
        ({"xl/media/1.png": b"\0" * 30_000_000}, TOO_MUCH.format("xl/media/1.png")),
        ({"xl/styles.xml": bytes(range(32, 60)) * 80_000}, TOO_MUCH.format("xl/styles.xml")),
        (
            {SHEET: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet_xml("").encode()},
            DECLARATIONS.format(SHEET),
        ),
        ({SHEET: sheet_xml("").encode("utf-16")}, DECLARATIONS.format(SHEET)),
        ({SHEET: sheet_xml("<![CDATA[</row>]]>")}, DECLARATIONS.format(SHEET)),
    ],
)
def test_archives_that_are_not_opened(changes, reason, monkeypatch):
    monkeypatch.setattr(xlsx, "load_workbook", None)
    assert refusal(changed(GOOD, changes)) == [(0, "", reason)]


def test_a_bomb_that_lies_about_its_size_is_not_opened(monkeypatch):
    content = bytearray(changed(GOOD, {SHEET: b" " * 5_000_000}))
    size = (5_000_000).to_bytes(4, "little")
    assert content.count(size) == 2
    small = (1000).to_bytes(4, "little")
    monkeypatch.setattr(xlsx, "load_workbook", None)
    ((line, column, reason),) = refusal(bytes(content).replace(size, small))
    assert (line, column) == (0, "")
    assert reason == (
        "The workbook is damaged or protected by a password: save it again without one."
    )


def test_one_endless_row_is_not_opened(monkeypatch):
    monkeypatch.setattr(archive, "MAX_BETWEEN_ROWS", 100_000)
    monkeypatch.setattr(xlsx, "load_workbook", None)
    row = text_row(1, *(f"{number:x}" for number in range(10_000)))
    assert refusal(changed(GOOD, {SHEET: sheet_xml(row)})) == [(0, "", TOO_MUCH.format(SHEET))]


@pytest.mark.parametrize(
    "rows",
    [
        text_row(1, "GEO", "period", "value") + text_row(10**9, "BG", "2024", "1"),
        text_row(1, "GEO", "period", "value") + text_row("two", "BG", "2024", "1"),
        text_row(1, "GEO", "period", "value") + '<row r="2"><c r="A2" t="s"><v>99</v></c></row>',
        text_row(1, "GEO", "period", "value") + '<row r="2"><c r="?"><v>1</v></c></row>',
        text_row(1, "GEO", "period", "value") + "<row",
    ],
    ids=["far row", "row that is no number", "string that is not there", "no cell", "broken"],
)
def test_damaged_sheets_are_refused(rows):
    ((line, column, reason),) = refusal(changed(GOOD, {SHEET: sheet_xml(rows)}))
    assert line > 0
    assert column == ""
    assert reason.startswith(("The workbook is damaged", "More than 1000 empty rows"))


@pytest.mark.parametrize("length", [4, 100, 2000])
def test_a_broken_archive_is_refused(length):
    assert refusal(GOOD[:length]) == [
        (
            0,
            "",
            "The workbook is damaged or protected by a password: save it again without one.",
        )
    ]
