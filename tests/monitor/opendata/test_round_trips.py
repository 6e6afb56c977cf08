"""What is given out and taken over again is the same: the second import changes nothing."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pysdmx.io import read_sdmx

from opencity.monitor.actions import NewFigure, record
from opencity.monitor.actions.importing import import_file
from opencity.monitor.keys import key_of
from opencity.monitor.methods.figures import Flag
from opencity.monitor.models import Indicator, Observation, Series
from opencity.monitor.queries import in_force
from tests.monitor.factories import indicator, provenance, text

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

FORMS = {"csv": "csv", "sdmx-csv": "csv", "xlsx": "xlsx"}
SOME = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

codes = st.text("AZaz09_$", min_size=1, max_size=5)
numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**17), 10**17),
    st.integers(0, 6),
)
words = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0")
    | st.sampled_from("=+-@'\"\n\r\t,;"),
    max_size=12,
)
periods = {
    "A": st.integers(1900, 2100).map(str),
    "S": st.builds("{}-S{}".format, st.integers(1900, 2100), st.integers(1, 2)),
    "Q": st.builds("{}-Q{}".format, st.integers(1900, 2100), st.integers(1, 4)),
    "M": st.builds("{}-{:02}".format, st.integers(1900, 2100), st.integers(1, 12)),
}
FLAGS = sorted(flag.value for flag in Flag)


@st.composite
def lines(draw) -> tuple[dict[str, str], list[dict]]:
    """The dimensions of a series, some of which others do not have, and its figures."""
    frequency = draw(st.sampled_from("ASQM"))
    others = draw(st.dictionaries(st.sampled_from(["SEX", "AGE", "X_1", "ORIGIN"]), codes))
    dimensions = {"FREQ": frequency, "REF_AREA": draw(codes), **others}
    wanted = draw(st.lists(periods[frequency], min_size=1, max_size=3, unique=True))
    return dimensions, [draw(figure(period)) for period in wanted]


@st.composite
def figure(draw, period: str) -> dict:
    value = draw(st.none() | numbers)
    flags = set(draw(st.lists(st.sampled_from(FLAGS), unique=True)))
    if value is None and "C" not in flags:
        flags.add("M")
    low, high = sorted((draw(numbers), draw(numbers)))
    bounded = draw(st.booleans())
    return {
        "period": period,
        "value": value,
        "flags": "".join(flags),
        "low": low if bounded else None,
        "high": high if bounded else None,
        "sample_size": draw(st.none() | st.integers(0, 2**31 - 1)),
        "note": draw(st.dictionaries(st.sampled_from(["bg", "en", "ar"]), words)),
    }


def said(line) -> str:
    """Return the key of a series without what "does not apply", which says nothing."""
    return key_of({name: code for name, code in line[0].items() if code != "_Z"})


tables = st.lists(lines(), min_size=1, max_size=3, unique_by=said)
WHOLE = [
    (
        {"FREQ": "A", "REF_AREA": "BG", "SEX": "T"},
        [
            {
                "period": "2023",
                "value": None,
                "flags": "CU",
                "low": Decimal(-1),
                "high": Decimal("0.000001"),
                "sample_size": 0,
                "note": {"ar": "=1+1\r\n“ю”, 'a'", "bg": " b "},
            }
        ],
    ),
    ({"FREQ": "A", "REF_AREA": "RO", "AGE": "_Z"}, [{"period": "2024", "value": Decimal(5)}]),
    ({"FREQ": "M", "REF_AREA": "BG"}, [{"period": "2024-07", "value": Decimal("1.10")}]),
]


def stored() -> list[tuple]:
    """Return the figures in force, all of their states being one."""
    rows = in_force().order_by("series__key", "period").select_related("series")
    return [
        (
            *(row.series.key, row.period, row.value, row.flags, row.low, row.high),
            *(row.sample_size, row.note, row.valid_from),
        )
        for row in rows
    ]


def given_out(form: str, folder: Path, asked: str) -> Path:
    answer = Client().get(
        "/api/v1/monitor/observations", {"series": asked, "format": form, "size": 5000}
    )
    assert answer.status_code == 200
    path = folder / f"figures.{FORMS[form]}"
    path.write_bytes(answer.getvalue() if answer.streaming else answer.content)
    return path


def keep(table: list) -> None:
    """Record figures of an indicator that is made anew."""
    Observation.objects.all()._raw_delete(Observation.objects.db)
    Series.objects.all().delete()
    row = Indicator.objects.filter(code="rate").first() or indicator()
    for dimensions, found in table:
        line = Series.objects.create(
            indicator=row, key=key_of(dimensions), dimensions=dimensions, title=text("Line")
        )
        record(
            actor=None,
            provenance=provenance(),
            figures=[NewFigure(series=line, **each) for each in found],
        )


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.mark.parametrize("form", FORMS)
@given(table=tables)
@example(table=WHOLE)
@SOME
def test_a_file_that_was_given_out_changes_nothing(form, table):
    keep(table)
    before = stored()

    with TemporaryDirectory() as folder:
        path = given_out(form, Path(folder), "rate")
        done = import_file(actor=None, path=path, dataset="rate")

    counted = (done.recorded.new, done.recorded.changed, done.recorded.same)
    assert (counted, done.series_made) == ((0, 0, len(before)), 0)
    assert stored() == before
    assert Observation.objects.count() == len(before)


@given(table=tables)
@example(table=WHOLE)
@SOME
def test_pysdmx_reads_the_same_values(table):
    keep(table)

    with TemporaryDirectory() as folder:
        content = given_out("sdmx-csv", Path(folder), "rate").read_bytes()
    (dataset,) = read_sdmx(BytesIO(content)).data

    assert dataset.short_urn == "Dataflow=OPENCITY:RATE(1.0)"
    columns = ["TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", "OBS_LOW", "OBS_HIGH", "SAMPLE_SIZE"]
    found = dataset.data[columns].to_numpy().tolist()
    rows = in_force().order_by("series_id", "time")
    assert [[*line[:1], decimal(line[1]), line[2], *map(decimal, line[3:])] for line in found] == [
        [row.period, row.value, row.flags.lower(), row.low, row.high, row.sample_size]
        for row in rows
    ]


def decimal(written: object) -> Decimal | None:
    return Decimal(str(written)) if str(written) not in ("", "nan", "None") else None


def test_a_file_comes_back_under_the_name_that_it_bears_itself():
    keep(WHOLE)
    before = stored()

    with TemporaryDirectory() as folder:
        path = given_out("sdmx-csv", Path(folder), "rate")
        for name in ("rate", "RATE", "OPENCITY:RATE(1.0)"):
            done = import_file(actor=None, path=path, dataset=name)
            assert (done.indicator.code, done.is_new, done.series_made) == ("rate", False, 0)

    assert stored() == before


def test_another_site_takes_the_same_series_over():
    keep(WHOLE)
    before = [line[:7] for line in stored()]

    with TemporaryDirectory() as folder:
        path = given_out("csv", Path(folder), "rate")
        Indicator.objects.update(code="elsewhere", slug="elsewhere", uuid=uuid4())
        done = import_file(actor=None, path=path, dataset="OPENCITY:RATE(1.0)")

    assert (done.indicator.code, done.is_new, done.series_made) == ("rate", True, 3)
    rows = in_force().filter(series__indicator=done.indicator).order_by("series__key", "period")
    assert [
        (row.series.key, row.period, row.value, row.flags, row.low, row.high, row.sample_size)
        for row in rows
    ] == [(line[0].replace("._Z", ""), *line[1:]) for line in before]


def test_a_note_that_was_changed_in_the_file_is_taken_over():
    keep(
        [({"FREQ": "A"}, [{"period": "2024", "value": Decimal(1), "note": {"bg": "a", "en": "b"}}])]
    )

    with TemporaryDirectory() as folder:
        path = given_out("csv", Path(folder), "rate")
        path.write_bytes(path.read_bytes().replace(b",b\r\n", b",c\r\n"))
        done = import_file(actor=None, path=path, dataset="rate")

    assert (done.recorded.changed, in_force().get().note) == (1, {"en": "c"})
