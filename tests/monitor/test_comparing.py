"""Places beside each other: what is shown is drawn and given out, and nobody can fill the disk."""

from __future__ import annotations

import csv
import re

import pytest
from django.core.cache import cache
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from opencity.monitor import overview
from opencity.monitor.charts import store
from opencity.monitor.charts.rendering import Drawing, name_of
from opencity.monitor.charts.tasks import draw_charts
from opencity.monitor.models import Mapping
from tests.monitor.factories import domain, figures, indicator, series

pytestmark = pytest.mark.django_db

PLACES = {"BG": "51", "AT": "61.5", "DE": "66", "EL": "58", "RO": None}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    monkeypatch.setattr(store, "render", lambda charts: [fake(chart) for chart in charts])
    return tmp_path


def fake(chart):
    alone = "<svg>download</svg>" if chart["alone"] else ""
    return Drawing(name_of(chart), f"<svg>{chart['title']}</svg>", alone, b"png" if alone else b"")


@pytest.fixture
def rate():
    row = indicator()
    for place, value in PLACES.items():
        line = series(row, "headline" if place == "BG" else "peer", REF_AREA=place)
        figures(line, {"2023": "50", "2024": value}, "" if value else "U")
    return row


def page(client, asked=""):
    answer = client.get(f"/en/monitor/compare/?{asked}")
    assert answer.status_code == 200
    return answer.content.decode()


def orders():
    rows = DBTaskResult.objects.filter(task_path=draw_charts.module_path).order_by("enqueued_at")
    return [row.args_kwargs["args"][0] for row in rows]


def draw():
    for charts in orders():
        draw_charts.call(charts, [])


def test_bars_are_of_the_period_that_most_places_have(client, rate):
    assert "chart-drawing" not in page(client, "indicator=rate")
    (charts,) = orders()
    assert {chart["title"] for chart in charts} == {"Title of rate – 2023"}
    assert [chart["alone"] for chart in charts] == [True, False]

    draw()

    assert "<svg>Title of rate – 2023</svg>" in page(client, "indicator=rate")
    page(client, "indicator=rate&start=2024")
    assert "no figure" in str(orders()[-1])


def test_few_places_are_drawn_as_lines_too(client, rate):
    page(client, "indicator=rate&place=BG&place=AT")
    (charts,) = orders()
    assert {chart["title"] for chart in charts} == {"Title of rate – 2024", "Title of rate"}


def test_the_order_of_places_makes_no_other_picture(client, rate):
    page(client, "indicator=rate&place=BG&place=AT")
    page(client, "indicator=rate&place=AT&place=BG&place=XX")
    assert len(orders()) == 1


def test_free_choices_are_drawn_within_bounds_and_kept_briefly(client, rate, folder, monkeypatch):
    monkeypatch.setattr(store, "MOST_BRIEF_ORDERS", 2)
    for start in ("1999", "2023", "2024"):
        page(client, f"indicator=rate&start={start}&place=BG&place=DE&place={start}")
    page(client, "indicator=rate&place=BG")
    page(client, "indicator=rate&place=EL")
    assert len(orders()) == 2
    assert not any(chart["alone"] for charts in orders() for chart in charts)

    page(client, "indicator=rate")  # what nobody chose is drawn all the same
    assert len(orders()) == 3

    draw()
    kinds = {path.name.partition(".")[2] for path in (folder / "charts-brief").rglob("*.*")}
    assert kinds == {"page.svg"}
    assert "SVG</a>" not in page(client, "indicator=rate&start=1999&place=BG&place=DE")


def test_brief_charts_are_swept_after_a_week_and_others_stay(client, rate, folder):
    page(client, "indicator=rate")
    page(client, "indicator=rate&place=BG")
    draw()
    brief = len(list((folder / "charts-brief").rglob("*.*")))

    assert brief > 0
    assert store.sweep(timezone.now() + store.BRIEFLY_KEPT_FOR * 1.1) == brief
    assert not list((folder / "charts-brief").rglob("*.*"))
    assert list((folder / "charts").rglob("*.*"))


def test_the_file_has_exactly_the_figures_of_the_table(client, rate):
    found = page(client, "indicator=rate&place=BG&place=AT&start=2024&end=2024")
    (address,) = set(re.findall(r'href="(/api/[^"]+)"', found))

    answer = client.get(address.replace("&amp;", "&"))

    rows = list(csv.DictReader(answer.getvalue().decode().splitlines()))
    assert sorted((row["REF_AREA"], row["period"], row["value"]) for row in rows) == [
        ("AT", "2024", "61.5"),
        ("BG", "2024", "51"),
    ]


def test_a_year_holds_its_months(client):
    row = indicator()
    figures(series(row), {"2024-07": "7.7", "2025-01": "8.8"})
    figures(series(row, "peer", REF_AREA="AT"), {"2024-07": "9.9"})
    found = page(client, "indicator=rate&end=2024")
    assert ("7.7" in found, "8.8" in found) == (True, False)


@pytest.mark.parametrize("asked", ["start=soon", "end=2024-13", "start=%00", "end=" + "9" * 400])
def test_what_is_no_period_is_told_by_its_field(client, rate, asked):
    found = page(client, f"indicator=rate&{asked}")
    label = "From" if asked.startswith("start") else "To"
    assert f"{label}: write it like 2024, 2024-Q3 or 2024-07." in found
    assert "61.5" in found


def test_nothing_chosen_gives_a_hint(client, rate):
    indicator("alone")
    found = page(client)
    assert "Choose an indicator first." in found
    assert "?indicator=rate" in found
    assert "?indicator=alone" not in found


def test_the_profile_says_what_is_known_of_each_characteristic(client):
    place = domain("plan-c1")
    with translation.override("en"):
        (only,) = overview.profile_context()["characteristics"]
    assert only["told"] == "No indicator speaks of this yet."
    for code, said in {"one": {}, "two": {"2024": "1"}}.items():
        row = indicator(code)
        figures(series(row), said)
        Mapping.objects.create(indicator=row, domain=place, closeness="proxy")

    found = client.get("/en/monitor/profile/").content.decode()

    assert "2 indicators speak of it; a figure is known for 1." in found
    assert "Of none it can be said whether it gets better." in found
    assert "stands in for it" in found
    assert found.index("Title of two") < found.index("Title of one")
