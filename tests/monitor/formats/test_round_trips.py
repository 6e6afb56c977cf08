"""What is written reads back as it was, and is written again as the same bytes."""

import csv
import json
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from opencity.monitor.formats import writing
from opencity.monitor.formats.cells import FORMULA_STARTS, guarded, text
from opencity.monitor.formats.reading import read
from opencity.monitor.formats.rows import Row
from opencity.monitor.methods.figures import Flag

from .files import rows_of, stream

DIMENSIONS = ("FREQ", "GEO", "SEX")
SOME = settings(max_examples=25, deadline=None)

codes = st.builds("{}{}".format, st.sampled_from("AZaz09_$"), st.text("AZaz09_$@-", max_size=6))
numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**20), 10**20),
    st.integers(0, 20),
)
notes = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("=+-@'\"\n\t,;"),
    max_size=12,
).map(str.strip)
periods = {
    "A": st.integers(1900, 2100).map(str),
    "Q": st.builds("{}-Q{}".format, st.integers(1900, 2100), st.integers(1, 4)),
    "M": st.builds("{}-{:02}".format, st.integers(1900, 2100), st.integers(1, 12)),
}


@st.composite
def rows(draw, *, everything=True):
    frequency = draw(st.sampled_from("AQM"))
    low, high = sorted((draw(numbers), draw(numbers)))
    bounded = draw(st.booleans()) and everything
    return Row(
        line=0,
        dataset="BG.SOF:FIGURES(1.0)" if everything else "",
        dimensions={"FREQ": frequency, "GEO": draw(codes), "SEX": draw(st.sampled_from("FMT"))},
        period=draw(periods[frequency]),
        value=draw(st.none() | numbers),
        flags=draw(st.frozensets(st.sampled_from(list(Flag)))),
        confidentiality=draw(st.sampled_from(["", "C", "F"])) if everything else "",
        low=low if bounded else None,
        high=high if bounded else None,
        sample_size=draw(st.none() | st.integers(0, 10**9)) if everything else None,
        note=draw(notes) if everything else "",
    )


def tables(**options):
    return st.lists(
        rows(**options),
        min_size=1,
        max_size=4,
        unique_by=lambda row: (*row.dimensions.values(), row.period),
    )


WRITERS = {
    "sdmx-csv": lambda rows: "".join(writing.sdmx_csv(rows, DIMENSIONS)),
    "csv": lambda rows: "".join(writing.plain_csv(rows, DIMENSIONS)),
    "csv with semicolons": lambda rows: "".join(writing.plain_csv(rows, DIMENSIONS, ";")),
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@given(table=tables())
@SOME
def test_text_formats(write, table):
    content = write(table)
    again = rows_of(content)
    assert again == table
    assert write(again) == content


@given(table=tables(everything=False))
@SOME
def test_eurostat_tsv(table):
    table.sort(key=lambda row: (*row.dimensions.values(), row.period))
    columns = sorted({row.period for row in table})
    content = "".join(writing.eurostat_tsv(table, DIMENSIONS, columns))
    again = rows_of(content)
    assert again == table
    assert "".join(writing.eurostat_tsv(again, DIMENSIONS, columns)) == content


@given(table=tables())
@settings(SOME, max_examples=15)
def test_xlsx(table):
    target = BytesIO()
    writing.xlsx(table, DIMENSIONS, target)
    again = rows_of(target.getvalue())
    assert again == table
    second = BytesIO()
    writing.xlsx(again, DIMENSIONS, second)
    assert rows_of(second.getvalue()) == table


@given(table=tables())
@SOME
def test_json(table):
    found = json.loads(
        "".join(writing.json_rows(table, DIMENSIONS)), parse_float=Decimal, parse_int=Decimal
    )
    assert found == [
        {
            "dataset": row.dataset,
            "dimensions": row.dimensions,
            "period": row.period,
            "value": row.value,
            "flags": sorted(flag.value for flag in row.flags),
            "confidentiality": row.confidentiality,
            "low": row.low,
            "high": row.high,
            "sample_size": row.sample_size,
            "note": row.note,
        }
        for row in table
    ]


@pytest.mark.parametrize("write", [writing.sdmx_csv, writing.plain_csv, writing.json_rows])
def test_no_rows_are_a_header(write):
    assert len("".join(write([], DIMENSIONS)).strip().splitlines()) in (1, 2)


@given(table=tables())
@SOME
def test_no_text_begins_like_a_formula(table):
    for write in (writing.sdmx_csv, writing.plain_csv):
        header, *lines = csv.reader(StringIO("".join(write(table, DIMENSIONS)), newline=""))
        figures = {
            header.index(name)
            for name in header
            if name in {"value", "low", "high", "OBS_VALUE", "OBS_LOW", "OBS_HIGH"}
        }
        assert [
            written
            for line in lines
            for index, written in enumerate(line)
            if index not in figures and written[:1] in tuple(FORMULA_STARTS)
        ] == []


@given(note=notes)
def test_an_apostrophe_guards_and_is_taken_away_again(note):
    assert text(guarded(note)) == note


def test_a_formula_in_a_note_is_text_in_a_workbook():
    row = Row(0, "", {"GEO": "BG"}, "2024", Decimal(1), note="=1+1")
    target = BytesIO()
    writing.xlsx([row], ["GEO"], target)
    assert rows_of(target.getvalue()) == [row]


def test_a_code_that_is_a_formula_is_never_run():
    row = Row(0, "", {"GEO": "=1+1"}, "2024", Decimal(1))
    assert "".join(writing.plain_csv([row], ["GEO"])).splitlines()[1].startswith(",'=1+1,2024")
    target = BytesIO()
    writing.xlsx([row], ["GEO"], target)
    sheet = load_workbook(target).active
    assert [(sheet[place].value, sheet[place].data_type) for place in ("B2", "D2")] == [
        ("'=1+1", "s"),
        (1, "n"),
    ]


def test_text_is_text_in_a_workbook_whatever_it_begins_with():
    assert writing.text_cell(None, "=1+1").data_type == "s"


@pytest.mark.parametrize(
    "value", ["50.12345678901234567", "9007199254740993", "-0.1", "1" + "0" * 29]
)
def test_a_number_is_kept_whether_a_workbook_holds_its_digits_or_not(value):
    row = Row(0, "", {"GEO": "BG"}, "2024", Decimal(value))
    target = BytesIO()
    writing.xlsx([row], ["GEO"], target)
    assert rows_of(target.getvalue()) == [row]


def test_a_data_set_without_agency_is_not_written_as_sdmx():
    row = Row(0, "FIGURES", {"GEO": "BG"}, "2024", Decimal(1))
    with pytest.raises(ValueError, match="“FIGURES” is not written as AGENCY:ID"):
        "".join(writing.sdmx_csv([row], ["GEO"]))


def test_a_period_without_a_column_is_not_lost():
    row = Row(0, "", {"GEO": "BG"}, "2024", Decimal(1))
    with pytest.raises(ValueError, match="The period 2024 has no column"):
        "".join(writing.eurostat_tsv([row], ["GEO"], ["2023"]))


def test_writing_streams():
    def endless():
        year = 0
        while True:
            year += 1
            yield Row(0, "A:B(1.0)", {"GEO": "BG"}, f"{year:04}", Decimal(1))

    for write in (writing.sdmx_csv, writing.plain_csv, writing.json_rows):
        assert next(iter(write(endless(), ["GEO"])))


def test_one_format_becomes_another():
    sdmx = "".join(
        writing.sdmx_csv(
            [Row(0, "A:B(1.0)", {"GEO": "BG"}, "2024", Decimal("5.50"), frozenset({Flag.BREAK}))],
            ["GEO"],
        )
    )
    assert sdmx == (
        "STRUCTURE,STRUCTURE_ID,ACTION,GEO,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS,"
        "OBS_LOW,OBS_HIGH,SAMPLE_SIZE,COMMENT_OBS\r\n"
        "dataflow,A:B(1.0),I,BG,2024,5.50,b,,,,,\r\n"
    )
    with read(stream(sdmx)) as reading:
        assert "".join(writing.plain_csv(reading, reading.dimensions)) == (
            "dataset,GEO,period,value,flags,low,high,sample_size,confidentiality,note\r\n"
            "A:B(1.0),BG,2024,5.50,B,,,,,\r\n"
        )
