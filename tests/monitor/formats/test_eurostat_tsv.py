from decimal import Decimal

import pytest

from opencity.monitor.formats.reading import read
from opencity.monitor.methods.figures import Flag

from .files import refusal, rows_of, stream

NEW = "freq,unit,geo\\TIME_PERIOD\t2023\t2024\nA,PC,BG\t44.8 \t50.9 bu\nA,PC,AT\t: u\t: \n"
OLD = "unit,geo\\time\t2024 \t2023 \nPC,BG\t50.9 bu\t44.8 \nPC,AT\t: \t:u\n"


def figures(content):
    return {(row.dimensions["GEO"], row.period): (row.value, row.flags) for row in rows_of(content)}


EXPECTED = {
    ("BG", "2023"): (Decimal("44.8"), set()),
    ("BG", "2024"): (Decimal("50.9"), {Flag.BREAK, Flag.LOW_RELIABILITY}),
    ("AT", "2023"): (None, {Flag.LOW_RELIABILITY}),
    ("AT", "2024"): (None, set()),
}


@pytest.mark.parametrize("content", [NEW, OLD, NEW.replace("\n", "\r\n"), "\ufeff" + NEW])
def test_both_layouts_give_the_same_figures(content):
    assert figures(content) == EXPECTED


def test_dimensions_and_the_data_set_that_the_caller_names():
    with read(stream(NEW), dataset="LFSA_ERGAN") as reading:
        row = next(iter(reading))
        assert reading.dimensions == ("FREQ", "UNIT", "GEO")
        assert (row.line, row.dataset) == (2, "LFSA_ERGAN")


@pytest.mark.parametrize(
    ("heading", "period"), [("2020M01", "2020-01"), ("2020Q3", "2020-Q3"), ("2020S2", "2020-S2")]
)
def test_former_spellings_of_periods(heading, period):
    (row,) = rows_of(f"unit,geo\\time\t{heading} \nPC,BG\t1 \n")
    assert row.period == period


def test_an_empty_cell_is_no_figure():
    assert rows_of("freq,geo\\TIME_PERIOD\t2023\t2024\nA,BG\t\t1\n") == [
        rows_of("freq,geo\\TIME_PERIOD\t2024\nA,BG\t1\n")[0]
    ]


@pytest.mark.parametrize(
    ("cell", "value", "flags"),
    [
        ("0n", Decimal(0), {Flag.NOT_SIGNIFICANT}),
        (": c", None, {Flag.CONFIDENTIAL}),
        ("12.3e", Decimal("12.3"), {Flag.ESTIMATED}),
        ("-0.5 bd", Decimal("-0.5"), {Flag.BREAK, Flag.DEFINITION_DIFFERS}),
    ],
)
def test_cells(cell, value, flags):
    (row,) = rows_of(f"freq,geo\\TIME_PERIOD\t2024\nA,BG\t{cell}\n")
    assert (row.value, row.flags) == (value, flags)


H = "freq,geo\\TIME_PERIOD\t2023\t2024\n"


@pytest.mark.parametrize(
    ("content", "mistakes"),
    [
        (
            H + "A,BG\t1 x\t1 234\n",
            [
                (
                    2,
                    "2023",
                    "“x” holds an unknown flag, x: use the letters b c d e f i m n p r s u z.",
                ),
                (2, "2024", "“1 234” separates thousands: write 1234."),
            ],
        ),
        (H + "A,BG\t1\n", [(2, "", "The line has 2 columns, the header 3.")]),
        (
            H + "A,BG\t1\t2\nA,AT\t1",
            [(3, "", "The file breaks off here (2 of 3 columns): fetch it again.")],
        ),
        (H + "A\t1\t2\n", [(2, "", "“A” has 1 codes, the header has 2 dimensions.")]),
        (
            H + "A,BG\t1\t2\nA,BG\t:\t\n",
            [(3, "2023", "This figure stands in line 2 already: keep one of the two.")],
        ),
        (
            H + "M,BG\t1\t\n",
            [(2, "2023", "The period 2023 does not fit the frequency M: correct either.")],
        ),
        (
            "freq,geo\\TIME_PERIOD\t2024\t2024 \nA,BG\t1\t2\n",
            [(1, "2024", "Two columns are called “2024”.")],
        ),
        (
            "freq,geo\\TIME_PERIOD\t2020-M01\t2020-01\nM,BG\t1\t2\n",
            [(2, "2020-01", "This figure stands in line 2 already: keep one of the two.")],
        ),
        (
            "freq,geo\\TIME_PERIOD\tlast year\nA,BG\t1\n",
            [(1, "", "“last year” is no period: write 2024, 2024-S2, 2024-Q3 or 2024-07.")],
        ),
        (
            "freq,geo\\periods\t2024\nA,BG\t1\n",
            [
                (
                    1,
                    "",
                    "“freq,geo\\periods” is no header of a Eurostat TSV, "
                    "such as freq,geo\\TIME_PERIOD.",
                )
            ],
        ),
        ("freq,geo\\TIME_PERIOD\nA,BG\n", [(1, "", "The header has no period.")]),
        (H, [(0, "", "The file has a header and no figures below it.")]),
    ],
)
def test_refused(content, mistakes):
    assert refusal(content) == mistakes
