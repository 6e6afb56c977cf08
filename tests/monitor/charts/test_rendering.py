"""The real Vega draws one chart of each kind; everything slow is in this file."""

from __future__ import annotations

import gzip
import re
from xml.etree import ElementTree as ET

import pytest

from opencity.monitor.charts.data import Aim, Row, Width
from opencity.monitor.charts.rendering import Drawing, name_of, render
from opencity.monitor.charts.specs import gap, over_time, places, profile, ranks, sparkline
from tests.monitor.charts.samples import ARABIC, FOREIGN, NATIONAL, frame

ROWS = [Row("София", 27, 19, 36, own=True), Row("Скопие", None, note="няма данни")]
CHARTS = {
    "over_time": over_time(frame(), [FOREIGN, NATIONAL], aim=Aim("Цел 2030", 2030, 60)),
    "gap": gap(frame(ARABIC, Width.NARROW), FOREIGN, NATIONAL),
    "places": places(frame(ARABIC, Width.NARROW), ROWS),
    "profile": profile(frame(width=Width.NARROW), ROWS),
    "ranks": ranks(frame(width=Width.NARROW), ROWS, last=51),
    "sparkline": sparkline(frame(), FOREIGN),
}
FORBIDDEN = re.compile(r"\sstyle=|<script|<style|\shref|https?://|#[0-9a-f]{3,8}\b|\son\w+=")


@pytest.fixture(scope="module")
def drawings() -> dict[str, Drawing]:
    made = render([chart.plain() for chart in CHARTS.values()])
    return dict(zip(CHARTS, made, strict=True))


def texts(markup: str) -> list[str]:
    return ["".join(each.itertext()) for each in ET.fromstring(markup).iter("text")]


@pytest.mark.parametrize("kind", list(CHARTS))
def test_a_drawing_suits_the_policy_of_the_pages(drawings, kind):
    page = drawings[kind].page
    assert FORBIDDEN.findall(page) == []
    assert set(re.findall(r"var\((--[\w-]+)\)", page)) <= {
        "--ink",
        "--ink-soft",
        "--line-strong",
        "--surface",
        "--chart-grid",
        "--chart-other",
        "--chart-1",
        "--chart-2",
    }


@pytest.mark.parametrize("kind", list(CHARTS))
def test_a_drawing_is_small(drawings, kind):
    most = 1_000 if kind == "sparkline" else 3_000
    assert len(gzip.compress(drawings[kind].page.encode())) < most


def test_texts_stay_texts(drawings):
    said = texts(drawings["over_time"].page)
    assert said == [
        *("2018", "2020", "2022", "2024", "2026", "2028", "2030"),
        *("50", "60", "70", "80"),
        "% от хората",
        *("Чужди граждани", "50,9", "Български граждани", "71,0", "Цел 2030", "60,0"),
    ]
    assert texts(drawings["sparkline"].page) == []


def test_title_and_description_are_in_the_drawing(drawings):
    for drawing in drawings.values():
        root = ET.fromstring(drawing.page)
        names = root.attrib["aria-labelledby"].split()
        assert [(each.get("id"), each.text) for each in root[:2]] == [
            (names[0], "Заетост <15–64>"),
            (names[1], "Чуждите граждани: 50,9 %."),
        ]


def test_arabic_rows_start_at_the_right_and_arabic_words_are_isolated(drawings):
    root = ET.fromstring(drawings["places"].page)
    names = {each.text: each for each in root.iter("text")}
    assert names["\u2067София\u2069"].get("text-anchor") == "end"
    scale = [each.text for each in root.iter("text") if (each.text or "").isdigit()]
    places_of = {word: float(names[word].attrib["x"]) for word in scale}
    assert places_of["0"] > places_of["20"] > places_of["40"]


def test_only_wide_drawings_are_there_to_be_downloaded(drawings):
    assert [kind for kind, each in drawings.items() if each.download] == ["over_time"]
    assert drawings["over_time"].png.startswith(b"\x89PNG")
    assert "Евростат" in texts_of_download(drawings["over_time"].download)
    assert drawings["gap"].png == b""


def texts_of_download(markup: str) -> list[str]:
    return [
        each.text or "" for each in ET.fromstring(markup).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_the_name_follows_what_is_shown_and_nothing_else(drawings):
    plain = CHARTS["over_time"].plain()
    assert name_of(plain) == drawings["over_time"].name
    assert name_of({**plain, "title": "x"}) != name_of(plain)
    again = over_time(frame(), [FOREIGN, NATIONAL], aim=Aim("Цел 2030", 2030, 60))
    assert name_of(again.plain()) == name_of(plain)
