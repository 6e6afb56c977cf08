"""What all drawings share: size, type, grid lines, and room for what is written.

All places are reckoned here and not by Vega, so that a drawing has the same measures in every
language and on every machine, whatever fonts there are.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

from opencity.monitor.charts import palette
from opencity.monitor.charts.data import Frame, Spec

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
SIZE = 13
LINE_HEIGHT = 16
_LETTER = 7.8
"""Pixels that a letter of the text size takes; Cyrillic ones are wider than Latin ones."""

Layer = dict[str, Any]
ROW = {"field": "p", "type": "quantitative", "scale": None, "axis": None}
"""A vertical place in pixels from the top of the plot."""


@dataclass(frozen=True)
class Room:
    """Pixels around the plot."""

    top: int
    right: int
    bottom: int
    left: int


def room_for(words: list[str]) -> int:
    """Return the pixels that the longest of some words takes."""
    return round(max((len(each) for each in words), default=0) * _LETTER)


def wrapped(words: str, longest: int) -> list[str]:
    """Return words in lines of so many letters; a longer word stays whole."""
    return textwrap.wrap(words, longest, break_long_words=False)


def plot_width(frame: Frame, room: Room) -> int:
    """Return what is left for the plot itself."""
    return frame.width - room.left - room.right


def canvas(frame: Frame, room: Room, height: int, axes: Spec, layers: list[Layer]) -> Spec:
    """Return a whole spec; ``height`` is the plot's."""
    return {
        "$schema": SCHEMA,
        "autosize": {"type": "none"},
        "padding": {
            "top": room.top,
            "right": room.right,
            "bottom": room.bottom,
            "left": room.left,
        },
        "width": plot_width(frame, room),
        "height": height,
        "encoding": axes,
        "layer": layers,
        "config": _config(frame),
    }


def written(
    rows: list[Layer],
    *,
    x: Layer,
    align: str = "left",
    dx: int = 0,
    colour: str = palette.INK,
    bold: bool = False,
) -> Layer:
    """Return a layer of texts: field ``s``, its middle at pixel ``p``."""
    mark = {"type": "text", "align": align, "baseline": "middle", "dx": dx, "fill": colour}
    if bold:
        mark["fontWeight"] = "bold"
    return {
        "data": {"values": rows},
        "mark": mark,
        "encoding": {"x": x, "y": ROW, "text": {"field": "s"}},
    }


def unit_above(frame: Frame, room: Room) -> list[Layer]:
    """Return the unit above the plot, over the side where its axis or names stand."""
    if not frame.unit:
        return []
    row = {"p": 10 - room.top, "s": frame.reader.text(frame.unit)}
    return [written([row], x={"value": -room.left}, colour=palette.SOFT)]


def _config(frame: Frame) -> Spec:
    return {
        "aria": False,
        "background": None,
        "font": "sans-serif",
        "locale": frame.reader.locale(),
        "view": {"stroke": None},
        "text": {"fontSize": SIZE},
        "axis": {
            "domain": False,
            "gridColor": palette.GRID,
            "labelColor": palette.SOFT,
            "labelFontSize": SIZE,
            "labelFlush": False,
            "labelOverlap": False,
            "labelPadding": 6,
            "tickColor": palette.RULE,
            "title": None,
        },
    }
