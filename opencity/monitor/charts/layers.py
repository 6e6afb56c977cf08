"""Layers of charts over time: lines with their gaps and breaks, points, bands, a target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from opencity.monitor.charts import palette
from opencity.monitor.charts.canvas import Layer
from opencity.monitor.charts.data import DOUBTFUL, Aim, Line
from opencity.monitor.methods.figures import Figure, Flag

X = {"field": "t", "type": "quantitative"}
Y = {"field": "v", "type": "quantitative"}
_LOW = {"field": "low", "type": "quantitative"}
_HIGH = {"field": "high"}
_CROWD = 40
"""Figures beyond which only those with a reservation and the last one get a point."""

Segments = list[list[Figure]]


def segments(line: Line, breaks: Iterable[float] = ()) -> Segments:
    """Return the pieces of a line: it is interrupted by missing figures and by breaks."""
    marks = set(breaks)
    pieces: Segments = []
    for figure in line.figures:
        pause = bool(pieces) and figure.time - pieces[-1][-1].time > line.step * 1.5
        broken = Flag.BREAK in figure.flags or figure.time in marks
        if not pieces or pause or broken:
            pieces.append([])
        pieces[-1].append(figure)
    return pieces


def break_times(lines: Sequence[Line], breaks: Iterable[float] = ()) -> list[float]:
    """Return where rules stand: half a step before the first figure after each break.

    A break at the very start of all lines parts nothing.
    """
    step = min(line.step for line in lines)
    first = min(figure.time for line in lines for figure in line.figures)
    flagged = {f.time for line in lines for f in line.figures if Flag.BREAK in f.flags}
    return [time - step / 2 for time in sorted(flagged | set(breaks)) if time > first]


def has_pause(line: Line) -> bool:
    """Tell whether figures are missing within a line."""
    times = [figure.time for figure in line.figures]
    return any(b - a > line.step * 1.5 for a, b in zip(times, times[1:], strict=False))


def path(pieces: Segments, colour: str, width: float = 2.5) -> Layer:
    """Return the line itself."""
    return {
        "data": {"values": _rows(pieces)},
        "mark": {"type": "line", "stroke": colour, "strokeWidth": width, "strokeJoin": "round"},
        "encoding": {"x": X, "y": Y, "detail": {"field": "n"}},
    }


def points(line: Line, colour: str, shape: str) -> list[Layer]:
    """Return the points of a line; those with a reservation are hollow."""
    last = line.figures[-1]
    crowded = len(line.figures) > _CROWD
    hollow = [each for each in line.figures if each.flags & DOUBTFUL]
    full = [f for f in line.figures if not f.flags & DOUBTFUL and (f is last or not crowded)]
    layers = [(full, colour), (hollow, palette.GROUND)]
    return [dots(figures, fill, colour, shape) for figures, fill in layers if figures]


def dots(figures: Iterable[Figure], fill: str, stroke: str, shape: str, size: int = 42) -> Layer:
    """Return points with a fill and an edge."""
    mark = {"type": "point", "shape": shape, "size": size, "fill": fill, "stroke": stroke}
    return {
        "data": {"values": [{"t": each.time, "v": each.value} for each in figures]},
        "mark": {**mark, "strokeWidth": 1.75, "opacity": 1},
        "encoding": {"x": X, "y": Y},
    }


def bands(pieces: Segments, colour: str) -> list[Layer]:
    """Return the intervals: a band where figures follow one another, a rule at a lonely one."""
    known = [[each for each in piece if each.has_interval] for piece in pieces]
    wide = [piece for piece in known if len(piece) > 1]
    lonely = [piece for piece in known if len(piece) == 1]
    encoding = {"x": X, "y": _LOW, "y2": _HIGH}
    made: list[Layer] = []
    if wide:
        made.append(
            {
                "data": {"values": _bounds(wide)},
                "mark": {"type": "area", "fill": colour, "fillOpacity": 0.18},
                "encoding": {**encoding, "detail": {"field": "n"}},
            }
        )
    if lonely:
        mark = {"type": "rule", "stroke": colour, "strokeWidth": 6, "strokeOpacity": 0.25}
        made.append({"data": {"values": _bounds(lonely)}, "mark": mark, "encoding": encoding})
    return made


def break_rules(times: list[float]) -> list[Layer]:
    """Return a dashed upright rule at each break."""
    if not times:
        return []
    mark = {"type": "rule", "stroke": palette.RULE, "strokeDash": [2, 4], "strokeWidth": 1.25}
    encoding = {"x": X, "y": {"value": 0}, "y2": {"value": "height"}}
    return [
        {"data": {"values": [{"t": time} for time in times]}, "mark": mark, "encoding": encoding}
    ]


def way_to(aim: Aim, last: Figure) -> list[Layer]:
    """Return the dashed way from the last figure to the target, and the target's ring."""
    way = [{"t": last.time, "v": last.value}, {"t": aim.time, "v": aim.value}]
    line = {"type": "line", "stroke": palette.INK, "strokeDash": [7, 4], "strokeWidth": 1.75}
    goal = [Figure(aim.time, aim.value)]
    return [
        {"data": {"values": way}, "mark": line, "encoding": {"x": X, "y": Y}},
        dots(goal, palette.GROUND, palette.INK, "circle", 130),
        dots(goal, palette.INK, palette.INK, "circle", 22),
    ]


def leader(last: Figure, colour: str) -> Layer:
    """Return the thin rule that leads from the end of a line to its name at the side."""
    return {
        "data": {"values": [{"t": last.time, "v": last.value}]},
        "mark": {"type": "rule", "stroke": colour, "strokeDash": [1, 3]},
        "encoding": {"x": X, "x2": {"value": "width"}, "y": Y},
    }


def _rows(pieces: Segments) -> list[Layer]:
    return [
        {"t": each.time, "v": each.value, "n": number}
        for number, piece in enumerate(pieces)
        if len(piece) > 1
        for each in piece
    ]


def _bounds(pieces: Segments) -> list[Layer]:
    return [
        {"t": each.time, "low": each.low, "high": each.high, "n": number}
        for number, piece in enumerate(pieces)
        for each in piece
    ]
