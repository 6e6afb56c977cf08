"""The command refuses what is hostile or broken with a message, and changes nothing."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from opencity.monitor.models import Code, Indicator, Observation, Provenance, Series
from tests.monitor.factories import figures, indicator, series

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

HEAD = b"FREQ,REF_AREA,UNIT,period,value,flags,note\n"
GOOD = b"A,BG,PC,2024,51,,\n"
LABELLED = b"DATAFLOW,freq,geo,unit,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"


def bomb():
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)
    return content.getvalue()


HOSTILE = {
    "a bomb": (bomb(), "unpacks to more than is allowed"),
    "a formula as a code": (HEAD + b'A,"=HYPERLINK(""x"")",PC,2024,51,,\n', "2, REF_AREA"),
    "a formula as a value": (HEAD + b"A,BG,PC,2024,=1+1,,\n", "2, value"),
    "UTF-16": ((HEAD + GOOD).decode().encode("utf-16"), "UTF-16"),
    "Windows-1251": (HEAD + GOOD + "A,AT,PC,2024,1,,София\n".encode("cp1251"), "3, character"),
    "thousands": (HEAD + GOOD + b'A,AT,PC,2024,"1,234,567",,\n', "separates thousands"),
    "two readings": (HEAD + b'A,AT,PC,2024,"1,234",,\n', "can mean two numbers"),
    "a key twice": (HEAD + GOOD + b"A,BG,PC,2024,52,,\n", "3, period"),
    "two labels of a code": (
        LABELLED
        + b"X:RATE(1.0),A: Annual,BG: Bulgaria,PC: Percentage,2023,1,\n"
        + b"X:RATE(1.0),A: Annual,BG: Romania,PC: Percentage,2024,2,\n",
        "3, geo",
    ),
    "a last line cut off": (HEAD + GOOD + b"A,AT,PC,20", "3"),
    "a quote left open": (
        HEAD + GOOD + b'A,AT,PC,2024,5,,"never ends\n',
        "breaks off inside a quotation",
    ),
    "a number that no column holds": (HEAD + b"A,BG,PC,2024,1e18,,\n", "2, value"),
    "a code that no column holds": (
        HEAD + b"A," + b"B" * 61 + b",PC,2024,1,,\n",
        "codes 60",
    ),
    "a crowd that nobody can ask": (
        b"FREQ,REF_AREA,UNIT,period,value,sample_size\nA,BG,PC,2024,1,2147483648\n",
        "2, sample_size",
    ),
    "two data sets": (
        LABELLED + b"X:RATE(1.0),A,BG,PC,2023,1,\nX:OTHER(1.0),A,BG,PC,2024,2,\n",
        "3, DATAFLOW",
    ),
}


@pytest.mark.parametrize(("content", "said"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_or_broken_is_refused_whole(tmp_path, settings, content, said):
    settings.MEDIA_ROOT = tmp_path / "media"
    figures(series(indicator(dataset="rate")), {"2024": "50"})
    file = tmp_path / "figures.csv"
    file.write_bytes(content)
    before = [model.objects.count() for model in (Observation, Series, Code, Provenance)]

    with pytest.raises(CommandError, match=said), translation.override("en"):
        call_command("monitor", "import", str(file), dataset="rate")

    assert [model.objects.count() for model in (Observation, Series, Code, Provenance)] == before
    assert not settings.MEDIA_ROOT.exists()


def test_a_byte_order_mark_is_what_spreadsheets_write(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    file = tmp_path / "figures.csv"
    file.write_bytes(b"\xef\xbb\xbf" + HEAD + GOOD)

    call_command("monitor", "import", str(file), dataset="rate")

    assert Observation.objects.get().value == 51


def test_a_data_set_that_is_no_code_is_named(tmp_path):
    file = tmp_path / "figures.csv"
    file.write_bytes(HEAD + GOOD)

    with pytest.raises(CommandError, match="60"):
        call_command("monitor", "import", str(file), dataset="a b/../c")
    assert Indicator.objects.count() == 0
