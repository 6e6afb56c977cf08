"""Text files that must not come in, each with the message that its sender gets."""

from decimal import Decimal

import pytest

from opencity.monitor.formats import columns
from opencity.monitor.formats.mistakes import LIMIT, BadFile
from opencity.monitor.formats.reading import read

from .files import plain, refusal, rows_of, sdmx, stream

GOOD = plain("A,BG,2024,1,,,,,,")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (GOOD.encode("utf-16"), "The file is in UTF-16: save it as “CSV UTF-8”."),
        (b"\xfe\xff" + GOOD.encode("utf-16-be"), "The file is in UTF-16: save it as “CSV UTF-8”."),
        (GOOD.encode("utf-32"), "The file is in UTF-32: save it as “CSV UTF-8”."),
        (b"", "The file is empty."),
        (b"\n\n", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b"\x1f\x8b\x08\x00", "The file is compressed: unpack it first."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "The file is an old workbook (.xls) or has a password: save it as .xlsx without one.",
        ),
        (b'{"data": []}', "The file is JSON, which is not read: save it as SDMX-CSV."),
        (
            b"name,age\nAda,36\n",
            "The format is unknown: the first line is no header of SDMX-CSV, of a Eurostat TSV "
            "or of the template (it needs the columns period and value).",
        ),
    ],
)
def test_what_is_no_file_of_figures(content, reason):
    assert refusal(content) == [(1, "", reason)]


def test_bytes_that_are_not_utf_8_are_named():
    content = plain("A,BG,2024,1,,,,,,ok", "A,AT,2024,1,,,,,,Übersicht").encode("latin-1")
    assert refusal(content) == [
        (3, "character 18", "The byte DC is not UTF-8: save the file as “CSV UTF-8”.")
    ]


def test_nul_bytes_are_named():
    assert refusal(plain("A,B\0G,2024,1,,,,,,")) == [
        (
            2,
            "character 4",
            "The file holds a NUL byte: it is damaged or no text; fetch it again.",
        )
    ]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1 234", "“1 234” separates thousands: write 1234."),
        ("1\u00a0234\u00a0567", "“1 234 567” separates thousands: write 1234567."),
        ("1’234.5", "“1’234.5” separates thousands: write 1234.5."),
        ("1 234,5", "“1 234,5” separates thousands: write 1234.5."),
        ("1.234,5", "“1.234,5” separates thousands: write 1234.5."),
        ("1,234.5", "“1,234.5” separates thousands: write 1234.5."),
        ("1,234,567", "“1,234,567” separates thousands: write 1234567."),
        (
            "1,234",
            "“1,234” can mean two numbers: write 1234 or 1.234, "
            "decimals after a point and thousands without a separator.",
        ),
        ("50,9", "“50,9” has a decimal comma: write 50.9."),
        ("NaN", "“NaN” is no figure: leave the cell empty where there is none."),
        ("-Infinity", "“-Infinity” is no figure: leave the cell empty where there is none."),
        ("=1+1", "“=1+1” looks like a formula: write the number itself."),
        ("@SUM(A1)", "“@SUM(A1)” looks like a formula: write the number itself."),
        ("1e31", "“1e31” has more than 30 digits on one side of the point."),
        ("1e999999999", "“1e999999999” has more than 30 digits on one side of the point."),
        ("1e-31", "“1e-31” has more than 30 digits on one side of the point."),
        (f"{'9' * 31}", f"“{'9' * 31}” has more than 30 digits on one side of the point."),
        (":", "“:” is no number: write it as 1234.5, or leave the cell empty."),
        ("٣", "“٣” is no number: write it as 1234.5, or leave the cell empty."),
        ("0x1F", "“0x1F” is no number: write it as 1234.5, or leave the cell empty."),
        ("1_000", "“1_000” is no number: write it as 1234.5, or leave the cell empty."),
    ],
)
def test_numbers(written, reason):
    assert refusal(plain(f'A,BG,2024,"{written}",,,,,,')) == [(2, "value", reason)]


@pytest.mark.parametrize(
    ("written", "value"), [("1.5e3", "1500"), ("1E+2", "100"), ("2e-2", "0.02"), (" 7 ", "7")]
)
def test_an_exponent_is_a_number(written, value):
    assert rows_of(plain(f"A,BG,2024,{written},,,,,,"))[0].value == Decimal(value)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (
            "=cmd|' /C calc'!A0",
            "“=cmd|' /C calc'!A0” looks like a formula, not like a code: write the code itself.",
        ),
        ("+BG", "“+BG” looks like a formula, not like a code: write the code itself."),
        ("-BG", "“-BG” looks like a formula, not like a code: write the code itself."),
        ("@BG", "“@BG” looks like a formula, not like a code: write the code itself."),
        ("", "The code is missing: fill in the cell."),
        ("B" * 101, f"“{'B' * 59}…” is longer than a code can be (100 characters)."),
        (
            "B.G",
            "“B.G” is no code (letters, digits, _ and - only): "
            "save the file with codes, or add this label to the code list.",
        ),
    ],
)
def test_codes(code, reason):
    assert refusal(plain(f"A,{code},2024,1,,,,,,")) == [(2, "GEO", reason)]


@pytest.mark.parametrize(
    "period",
    ["24", "2024-13", "2024-Q5", "2024-S3", "2024-W05", "2024-07-01", "2024/07", "", "MMXX"],
)
def test_periods(period):
    assert refusal(f"GEO,period,value\nBG,{period},1\n") == [
        (
            2,
            "period",
            f"“{period}” is no period: write 2024, 2024-S2, 2024-Q3 or 2024-07.",
        )
    ]


def test_a_period_of_another_frequency():
    assert refusal(plain("M,BG,2024,1,,,,,,", "A,BG,2024-Q1,1,,,,,,")) == [
        (2, "period", "The period 2024 does not fit the frequency M: correct either."),
        (3, "period", "The period 2024-Q1 does not fit the frequency A: correct either."),
    ]


def test_a_figure_that_stands_twice():
    content = plain("A,BG,2024,1,,,,,,", "A,AT,2024,1,,,,,,", "A,BG,2024,2,,,,,,")
    assert refusal(content) == [
        (4, "period", "This figure stands in line 2 already: keep one of the two.")
    ]


def test_a_figure_that_stands_twice_in_two_spellings():
    assert refusal("GEO,period,value\nBG,2024-07,1\nBG,2024M07,1\n") == [
        (3, "period", "This figure stands in line 2 already: keep one of the two.")
    ]


def test_fields_do_not_run_together():
    assert len(rows_of("SEX,AGE,period,value\nA,BC,2024,1\nAB,C,2024,1\n")) == 2


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        (
            sdmx("A,BG,2024,1,", "A,BG,2023").rstrip(),
            (3, "", "The file breaks off here (5 of 7 columns): fetch it again."),
        ),
        (sdmx("A,BG,2024,1"), (2, "", "The line has 6 columns, the header 7.")),
        (
            sdmx("A,BG,2024,1,234,"),
            (
                2,
                "",
                "The line has 8 columns, the header 7: "
                "put a text or number with a separator in it in quotation marks.",
            ),
        ),
        (
            sdmx('A,BG,2024,1,"b')[:-1],
            (2, "", "The file breaks off inside a quotation: fetch it again."),
        ),
        (
            sdmx('A,"B"G,2024,1,'),
            (
                2,
                "",
                'The quotation marks do not fit: put text in " … " and write " in it twice.',
            ),
        ),
        (
            sdmx('A,BG,2024,1,"' + "b\n" * 70_000),
            (2, "", "A cell is too long: perhaps a quotation mark is never closed."),
        ),
        (
            sdmx("A,BG,2024,1," + "b" * 100_000),
            (2, "", "The line is longer than 100000 bytes: this is no table of figures."),
        ),
        (
            sdmx("A,BG,2024,1,").replace("\n", "\r"),
            (1, "", "The lines end in a way no longer used: save the file as “CSV UTF-8”."),
        ),
        ("\n" + sdmx("A,BG,2024,1,"), (1, "", "The first line is empty: delete it.")),
        (sdmx(), (0, "", "The file has a header and no figures below it.")),
    ],
    ids=["broken", "short", "long", "quote", "quotes", "cell", "line", "ends", "first", "header"],
)
def test_lines(content, mistake):
    assert refusal(content) == [mistake]


def test_a_header_with_too_many_columns():
    header = ",".join(f"D{number}" for number in range(300)) + ",period,value\n"
    assert refusal(header) == [(1, "", "The header has more than 200 columns.")]


def test_a_note_that_is_too_long_or_holds_control_characters():
    assert refusal(plain("A,BG,2024,1,,,,,," + "n" * 2001, "A,BG,2023,1,,,,,,\x07")) == [
        (2, "note", "The text has 2001 characters: shorten it to 2000."),
        (3, "note", "The text holds a control character: delete it."),
    ]


def test_every_mistake_is_named_up_to_a_limit():
    content = plain(*(f"A,BG,{year},x{year},,,,,," for year in range(1900, 2000)))
    with pytest.raises(BadFile) as caught:
        rows_of(content)
    assert [mistake.line for mistake in caught.value.mistakes] == list(range(2, 2 + LIMIT))
    assert caught.value.more is True
    assert str(caught.value).splitlines()[0] == (
        "2, value: “x1900” is no number: write it as 1234.5, or leave the cell empty."
    )


def test_the_same_mistake_is_named_three_times():
    content = plain(*(f"A,BG,{year},x,,,,,," for year in range(1900, 2000)), "A,AT,2024,y,,,,,,")
    with pytest.raises(BadFile) as caught:
        rows_of(content)
    assert [mistake.line for mistake in caught.value.mistakes] == [2, 3, 4, 102]
    assert caught.value.more is True


def test_who_takes_rows_can_add_mistakes_to_the_list():
    with read(stream(plain("A,BG,2024,x,,,,,,", "A,XX,2024,1,,,,,,"))) as reading:
        row = next(iter(reading))
        reading.mistakes.add(row.line, "GEO", "XX is unknown here.")
        with pytest.raises(BadFile) as caught:
            next(iter(reading))
    assert [str(mistake) for mistake in caught.value.mistakes] == [
        "2, value: “x” is no number: write it as 1234.5, or leave the cell empty.",
        "3, GEO: XX is unknown here.",
    ]


def test_a_file_of_too_many_figures(monkeypatch):
    monkeypatch.setattr(columns, "MAX_ROWS", 2)
    assert refusal(plain(*(f"A,BG,{year},1,,,,,," for year in range(2000, 2004)))) == [
        (4, "period", "The file has more than 2 figures: split it."),
        (5, "period", "The file has more than 2 figures: split it."),
    ]


def test_another_format_than_asked_for():
    assert refusal(GOOD, format="sdmx-csv") == [
        (1, "", "The file is csv, not sdmx-csv: choose the right format.")
    ]
