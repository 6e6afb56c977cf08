"""A schematic map of districts: equal circles in the right directions, none over another.

True distances would pile a city's inner districts on each other. Distances from the middle are
therefore drawn by their square root, then circles that touch push each other apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

RADIUS = 46.0
_GAP = 8.0
_MARGIN = 6.0
_SCALE = 6.6
"""How wide the drawing is, in radii, before circles push each other apart."""
_ROUNDS = 400


@dataclass(frozen=True)
class Spot:
    """The middle of a district's circle, right and down from the corner of the drawing."""

    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """The circles in the order of the points, and the size of the whole."""

    spots: tuple[Spot, ...]
    width: float
    height: float
    radius: float = RADIUS


def drawn(points: Sequence[tuple[float, float]]) -> Drawing:
    """Return a map of points given as (latitude, longitude) in degrees; north is up."""
    if not points:
        return Drawing((), 0.0, 0.0)
    places = [list(place) for place in _evened(_projected(points))]
    for _round in range(_ROUNDS):
        if not _push_apart(places):
            break
    return _framed(places)


def _projected(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return points on a plane whose axes measure alike, around their median."""
    middle = _median([latitude for latitude, _longitude in points])
    centre = _median([longitude for _latitude, longitude in points])
    shrink = math.cos(math.radians(middle))
    return [
        ((longitude - centre) * shrink, middle - latitude)  # down is south
        for latitude, longitude in points
    ]


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _evened(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return points whose distance from the middle is the square root of what it was, scaled."""
    farthest = max((math.hypot(x, y) for x, y in points), default=0.0) or 1.0
    reach = _SCALE * RADIUS
    found = []
    for x, y in points:
        distance = math.hypot(x, y) / farthest
        factor = reach / farthest / math.sqrt(distance) if distance else 0.0
        found.append((x * factor, y * factor))
    return found


def _push_apart(places: list[list[float]]) -> bool:
    """Move every two circles that are too near half the overlap each; tell whether any moved."""
    nearest, moved = 2 * RADIUS + _GAP, False
    for number, one in enumerate(places):
        for other_number in range(number + 1, len(places)):
            other = places[other_number]
            across, down = other[0] - one[0], other[1] - one[1]
            distance = math.hypot(across, down)
            if distance >= nearest - 0.01:
                continue
            if distance == 0.0:  # two districts at one point part by their order
                angle = number + other_number
                across, down, distance = math.cos(angle), math.sin(angle), 1.0
            push = (nearest - math.hypot(other[0] - one[0], other[1] - one[1])) / 2 / distance
            one[0] -= across * push
            one[1] -= down * push
            other[0] += across * push
            other[1] += down * push
            moved = True
    return moved


def _framed(places: list[list[float]]) -> Drawing:
    edge = RADIUS + _MARGIN
    left, top = min(x for x, _y in places) - edge, min(y for _x, y in places) - edge
    spots = tuple(Spot(round(x - left, 1), round(y - top, 1)) for x, y in places)
    return Drawing(
        spots,
        width=round(max(spot.x for spot in spots) + edge, 1),
        height=round(max(spot.y for spot in spots) + edge, 1),
    )
