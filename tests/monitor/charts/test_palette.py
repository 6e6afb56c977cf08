"""Colours are told apart by everybody, on every ground."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest
from django.conf import settings

from opencity.monitor.charts import palette
from opencity.theme.bundle import STYLES

# Machado, Oliveira, Fernandes (2009), severity 1.
VISIONS = {
    "all": np.eye(3),
    "protan": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]],
    "deutan": [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "tritan": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")
SOURCES = (STYLES / "tokens.css", settings.CITY.folder / "brand" / "tokens.css")


def tokens(*, dark: bool) -> list[dict[str, str]]:
    """The colours of each source in one scheme."""
    found = []
    for source in SOURCES:
        blocks = source.read_text().split("@media")
        chosen = [block for block in blocks if ("prefers-color-scheme: dark" in block) is dark]
        found.append(dict(TOKEN.findall("".join(chosen))))
    return found


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(linear(each) @ XYZ[1]) for each in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(light: np.ndarray) -> np.ndarray:
    parts = XYZ @ np.clip(light, 0, 1) / np.array([0.9505, 1, 1.089])
    x, y, z = np.where(parts > 0.008856, np.cbrt(parts), 7.787 * parts + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("dark", [False, True])
def test_each_mark_has_enough_contrast_on_every_ground(dark):
    own, brand = tokens(dark=dark)
    grounds = {each[ground] for each in (own, brand) for ground in ("paper", "surface")}
    series = {name: own[f"chart-{name}"] for name in ("1", "2", "3", "4", "other")}
    poor = [
        (name, ground)
        for name, colour in series.items()
        for ground in grounds
        if contrast(colour, ground) < (3 if name == "other" else 4.5)
    ]
    assert poor == []


@pytest.mark.parametrize("vision", list(VISIONS))
@pytest.mark.parametrize("dark", [False, True])
def test_series_are_far_apart_in_every_kind_of_colour_vision(dark, vision):
    own, _brand = tokens(dark=dark)
    seen = [
        lab(np.array(VISIONS[vision]) @ linear(own[f"chart-{number}"])) for number in range(1, 5)
    ]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) > 20


def test_the_light_colours_of_the_style_sheet_are_those_of_the_downloads():
    own, _brand = tokens(dark=False)
    charts = {
        name.removeprefix("--"): colour
        for colour, name in palette.PROPERTIES.items()
        if name.startswith("--chart")
    }
    assert {name: own[name] for name in charts} == charts


def test_no_two_parts_share_a_colour():
    assert len(palette.PROPERTIES) == 6 + len(palette.SERIES)
    assert len(set(palette.PROPERTIES.values())) == len(palette.PROPERTIES)
