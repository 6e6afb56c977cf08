from __future__ import annotations

import itertools
import math

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from opencity.directory.district_map import RADIUS, drawn
from tests.directory.factories import SOFIA

points = st.tuples(st.floats(42.5, 42.9), st.floats(23.1, 23.6))


def overlaps(drawing) -> list[float]:
    pairs = itertools.combinations(drawing.spots, 2)
    gaps = [math.hypot(one.x - other.x, one.y - other.y) - 2 * RADIUS for one, other in pairs]
    return [gap for gap in gaps if gap < 0]


@settings(max_examples=40, deadline=None)
@given(st.lists(points, min_size=1, max_size=24))
def test_no_circle_lies_over_another_or_outside_the_drawing(found):
    drawing = drawn(found)
    assert overlaps(drawing) == []
    assert all(
        RADIUS <= spot.x <= drawing.width - RADIUS and RADIUS <= spot.y <= drawing.height - RADIUS
        for spot in drawing.spots
    )


def test_nothing_is_drawn_of_nothing():
    assert drawn([]).spots == ()


def test_sofias_outer_districts_lie_where_they_are():
    file = SOFIA / "directory" / "districts.yaml"
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))["districts"]
    drawing = drawn([(row["latitude"], row["longitude"]) for row in rows])
    spots = dict(zip((row["slug"] for row in rows), drawing.spots, strict=True))

    assert min(spots, key=lambda slug: spots[slug].y) == "novi-iskar"
    assert max(spots, key=lambda slug: spots[slug].y) == "pancharevo"
    assert min(spots, key=lambda slug: spots[slug].x) == "bankya"
    assert max(spots, key=lambda slug: spots[slug].x) == "kremikovtsi"
    assert overlaps(drawing) == []
