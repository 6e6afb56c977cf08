from decimal import Decimal
from io import BytesIO

import pytest

from opencity.monitor.formats.reading import read
from opencity.monitor.formats.rows import Row
from opencity.monitor.methods.figures import Flag

from .files import plain, refusal, rows_of

FULL = Row(
    line=2,
    dataset="",
    dimensions={"FREQ": "A", "GEO": "BG411"},
    period="2024",
    value=Decimal("50.90"),
    flags=frozenset({Flag.ESTIMATED, Flag.PROVISIONAL}),
    confidentiality="F",
    low=Decimal("48.1"),
    high=Decimal("53.7"),
    sample_size=1200,
    note="asked by phone, in spring",
)
LINE = 'A,BG411,2024,50.90,E P,48.1,53.7,1200,F,"asked by phone, in spring"'


@pytest.mark.parametrize(
    "content",
    [
        plain(LINE),
        plain(LINE, ",,,,,,,,,", ""),
        plain(LINE).replace(",", ";").replace("phone;", "phone,"),
        plain(LINE, header=plain().strip().upper()),
    ],
    ids=["commas", "empty lines", "semicolons", "capitals"],
)
def test_every_column(content):
    (row,) = rows_of(content)
    assert row == FULL
    assert str(row.value) == "50.90"


def test_period_and_value_are_enough():
    assert rows_of("GEO,period,value\nBG,2024,\n") == [
        Row(line=2, dataset="", dimensions={"GEO": "BG"}, period="2024", value=None)
    ]


def test_a_stream_that_cannot_go_back():
    class Pipe(BytesIO):
        def seekable(self):
            return False

        def seek(self, *_):
            raise OSError

    with read(Pipe(plain(LINE).encode())) as reading:
        assert list(reading) == [FULL]


def test_a_path(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text(plain(LINE))
    with read(path) as reading:
        assert list(reading) == [FULL]


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        (
            "GEO,period,value,source\nBG,2024,1,x\n",
            (
                1,
                "source",
                "The column “source” is unknown: after the dimensions come "
                "period, value, flags, low, high, sample_size, confidentiality, note.",
            ),
        ),
        ("GEO,period\nBG,2024\n", (1, "value", "The column value is missing.")),
        ("GEO,value\nBG,2024\n", (1, "period", "The column period is missing.")),
        (
            "period,value\n2024,1\n",
            (1, "", "No column is a dimension: put one before period, such as FREQ or GEO."),
        ),
        ("GEO,geo,period,value\nBG,BG,2024,1\n", (1, "geo", "Two columns are called “geo”.")),
        (
            plain("A,BG,2024,1,,3,2,,,"),
            (2, "low", "The lower bound 3 is above the upper bound 2: exchange them."),
        ),
        (
            plain("A,BG,2024,1,,,,many,,"),
            (2, "sample_size", "“many” is no sample size: write a whole number such as 1200."),
        ),
        (
            plain("A,BG,2024,1,,,,,secret,"),
            (
                2,
                "confidentiality",
                "“secret” is no confidentiality status: write one capital letter such as C or F.",
            ),
        ),
        (
            plain("A,BG,2024,1,Y,,,,,"),
            (
                2,
                "flags",
                "“Y” holds an unknown flag, Y: use the letters A B C D E F H I L M N O P Q R U.",
            ),
        ),
        (
            "dataset,GEO,period,value\nnot one,BG,2024,1\n",
            (2, "dataset", "“not one” is no data set: write it as ESTAT:LFSA_ERGAN(1.0)."),
        ),
    ],
)
def test_refused(content, mistake):
    assert refusal(content) == [mistake]
