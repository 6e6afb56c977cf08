"""The monitor as open data: public figures only, as of a day, in formats that read back."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from opencity.monitor.formats.reading import read
from opencity.monitor.models import Code, Observation, Release, Series
from tests.monitor.factories import figures, indicator, series, text

pytestmark = [pytest.mark.django_db]

ADDRESS = "/api/v1/monitor/observations"


@pytest.fixture
def rate():
    row = indicator()
    figures(series(row), {"2022": "50.25", "2023": None, "2024": "51"}, "U")
    figures(series(row, "peer", REF_AREA="AT"), {"2024": "61.5"})
    return row


def ask(client, **asked):
    answer = client.get(ADDRESS, asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def said(found):
    return [(row["series"], row["period"], row["value"]) for row in found["observations"]]


def test_indicators_say_what_they_measure(client, rate):
    indicator("hidden", live=False)

    found = client.get("/api/v1/monitor/indicators").json()

    assert (found["count"], found["indicators"][0]["code"]) == (1, "rate")
    assert found["indicators"][0]["version"]["direction"] == "up"
    assert [row["id"] for row in found["indicators"][0]["series"]] == [
        "rate/A.AT.PC",
        "rate/A.BG.PC",
    ]


def test_figures_by_key_with_wildcards_and_periods(client, rate):
    assert said(ask(client, series="rate/A.BG.PC")) == [
        ("rate/A.BG.PC", "2022", 50.25),
        ("rate/A.BG.PC", "2023", None),
        ("rate/A.BG.PC", "2024", 51.0),
    ]
    both = [("rate/A.BG.PC", "2024", 51.0), ("rate/A.AT.PC", "2024", 61.5)]
    assert said(ask(client, series="rate/A..PC", start="2024")) == both
    assert said(ask(client, series="rate/A.BG+AT.*", start="2024", end="2024")) == both
    assert said(ask(client, series="rate/A.XX.PC")) == []
    assert said(ask(client, series="rate", end="2022")) == [("rate/A.BG.PC", "2022", 50.25)]


def test_pages(client, rate):
    first, second = (ask(client, size=3, page=page) for page in (1, 2))

    assert (first["count"], first["pages"], len(first["observations"])) == (4, 2, 3)
    assert len(second["observations"]) == 1
    assert ask(client, size=3, page=9)["observations"] == []


def test_as_of_gives_the_state_of_a_day(client, rate):
    Observation.objects.update(valid_from=timezone.now() - datetime.timedelta(days=10))
    line = rate.series.get(key="A.AT.PC")
    figures(line, {"2024": "62"}, reason="Revised.")
    day = (timezone.now() - datetime.timedelta(days=2)).date().isoformat()

    before = ask(client, series="rate/A.AT.PC", as_of=day)
    now = ask(client, series="rate/A.AT.PC")

    assert (said(before)[0][2], said(now)[0][2]) == (61.5, 62.0)
    assert (now["observations"][0]["reason"], before["observations"][0]["reason"]) == (
        "Revised.",
        "",
    )


@pytest.mark.parametrize("form", ["json", "csv", "sdmx-csv", "xlsx"])
def test_nothing_under_embargo_or_of_drafts_is_given_out(client, rate, form):
    figures(series(indicator("hidden", live=False)), {"2024": "77.7"})
    moment = timezone.now() + datetime.timedelta(hours=1)
    release = Release.objects.create(code="soon", title=text("Soon"), public_from=moment)
    figures(rate.series.get(key="A.AT.PC"), {"2024": "88.8"}, release=release)
    late = (moment + datetime.timedelta(days=9)).isoformat()

    for asked in ({}, {"as_of": late}):
        answer = client.get(ADDRESS, {"format": form, **asked})
        body = answer.getvalue() if answer.streaming else answer.content
        assert (b"77.7" in body, b"88.8" in body) == (False, False)
        assert int(answer.headers["Surrogate-Control"].removeprefix("max-age=")) <= 3600
    if form == "json":
        assert {row["valid_to"] for row in ask(client)["observations"]} == {None}
    assert client.get(ADDRESS, {"series": "hidden"}).status_code == 404


@pytest.mark.parametrize(
    ("form", "ending"), [("csv", "csv"), ("sdmx-csv", "csv"), ("xlsx", "xlsx")]
)
def test_what_is_given_out_reads_back_to_the_same(client, rate, form, ending, tmp_path):
    answer = client.get(ADDRESS, {"series": "rate", "format": form})
    file = tmp_path / f"rate.{ending}"
    file.write_bytes(answer.getvalue() if answer.streaming else answer.content)

    with read(file) as reading:
        rows = list(reading)

    assert [
        (row.dimensions["REF_AREA"], row.period, row.value, {flag.value for flag in row.flags})
        for row in rows
    ] == [
        ("BG", "2022", Decimal("50.25"), {"U"}),
        ("BG", "2023", None, {"U"}),
        ("BG", "2024", Decimal(51), {"U"}),
        ("AT", "2024", Decimal("61.5"), set()),
    ]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="rate.{ending}"'


@pytest.mark.parametrize(
    "asked",
    [
        {"as_of": "soon"},
        {"as_of": "2026-02-31"},
        {"start": "x"},
        {"end": "2024-Q9"},
        {"format": "pdf"},
        {"page": "0"},
        {"size": "100000"},
        {"series": "x" * 1_001},
    ],
)
def test_what_cannot_be_read_is_named(client, rate, asked):
    answer = client.get(ADDRESS, asked)

    assert answer.status_code == 422
    assert next(iter(asked)) in answer.json()["detail"]


def test_a_page_of_figures_takes_as_many_queries_for_many_as_for_one(
    client, rate, django_assert_max_num_queries
):
    line = series(indicator("long"))
    figures(line, {str(year): "1" for year in range(1900, 2020)})

    with django_assert_max_num_queries(5):
        ask(client)


def test_a_part_is_called_by_the_names_of_its_codes(client):
    row = indicator()
    Series.objects.create(
        indicator=row,
        key="A.BG.PC",
        dimensions={"FREQ": "A", "REF_AREA": "BG", "UNIT": "PC"},
        role="part",
    )
    Code.objects.create(dimension="REF_AREA", code="BG", name={"en": "Bulgaria", "bg": "България"})

    found = client.get("/api/v1/monitor/indicators").json()["indicators"][0]["series"][0]

    assert found["title"] == {"bg": "A, България, per cent bg", "en": "A, Bulgaria, per cent"}


def test_a_byte_that_no_text_holds_finds_nothing(client, rate):
    assert client.get(ADDRESS, {"series": "ra\0te"}).status_code == 404
