"""The small multiple of an overview."""

from __future__ import annotations

from dataclasses import replace

from opencity.monitor.charts import layers, palette
from opencity.monitor.charts.canvas import SCHEMA
from opencity.monitor.charts.data import DOUBTFUL, Chart, Frame, Line, Spec, Width

WIDTH, HEIGHT = 160, 48
_EDGE = 6


def sparkline(frame: Frame, line: Line) -> Chart:
    """Return a line without axes, 160 pixels by 48, with a point at its last figure."""
    last = line.figures[-1]
    lonely = [piece[0] for piece in layers.segments(line) if len(piece) == 1]
    colour = palette.SERIES[0]
    fill = palette.GROUND if last.flags & DOUBTFUL else colour
    drawn = [
        _thread(line, colour),
        layers.path(layers.segments(line), colour, 2),
        *([layers.dots(lonely, colour, colour, "circle", 4)] if lonely else []),
        layers.dots([last], fill, colour, "circle", 36),
    ]
    return Chart(_spec(line, drawn), replace(frame, width=Width.NARROW))


def _thread(line: Line, colour: str) -> Spec:
    """Return the thin dots that lead the eye over gaps and breaks."""
    thread = layers.path([list(line.figures)], colour, 1)
    return {**thread, "mark": {**thread["mark"], "strokeDash": [1, 2]}}


def _spec(line: Line, drawn: list[Spec]) -> Spec:
    values = [figure.value for figure in line.figures]
    times = [figure.time for figure in line.figures]
    x = _scale(times, [_EDGE, WIDTH - _EDGE])
    y = _scale(values, [HEIGHT - _EDGE, _EDGE])
    return {
        "$schema": SCHEMA,
        "autosize": {"type": "none"},
        "padding": 0,
        "width": WIDTH,
        "height": HEIGHT,
        "encoding": {"x": {**layers.X, **x}, "y": {**layers.Y, **y}},
        "layer": drawn,
        "config": {"aria": False, "background": None, "view": {"stroke": None}},
    }


def _scale(values: list[float], pixels: list[int]) -> Spec:
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    scale = {"domain": [low, high], "range": pixels, "nice": False, "zero": False}
    return {"scale": scale, "axis": None}
