"""Charts in rows: places compared, a profile of characteristics, ranks with their intervals.

Where texts run from the right, these charts are mirrored: names stand at the right and bars grow
from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from opencity.monitor.charts import palette
from opencity.monitor.charts.canvas import (
    LINE_HEIGHT,
    ROW,
    Layer,
    Room,
    canvas,
    plot_width,
    room_for,
    unit_above,
    wrapped,
    written,
)
from opencity.monitor.charts.data import Chart, Frame, Row, Sign, Spec, Width
from opencity.monitor.charts.scales import places_of, round_ticks

_X = {"field": "v", "type": "quantitative"}
_HALF_BAR = 8
_CAP = 4
_EDGE = 12
"""Pixels at the side where a phone shows no names."""
_DOT = 7
"""Pixels that a dot at the end of its scale takes beyond it."""


@dataclass(frozen=True)
class _Rows:
    """Rows with their places, and the axis under them."""

    frame: Frame
    rows: Sequence[Row]
    ticks: list[float]
    shown: list[str]

    @property
    def stacked(self) -> bool:
        """Tell whether names stand above their rows, as on a phone."""
        return self.frame.width == Width.NARROW

    @property
    def names(self) -> list[list[str]]:
        """Return the lines of each name."""
        longest = 36 if self.stacked else 24
        return [wrapped(row.name, longest) for row in self.rows]

    @property
    def pitch(self) -> int:
        """Return the pixels from one row to the next."""
        lines = max(len(lines) for lines in self.names) * LINE_HEIGHT
        return lines + 2 * _HALF_BAR + 12 if self.stacked else lines + 12

    def middle(self, place: int) -> float:
        """Return the middle of a row's bar or dot."""
        if self.stacked:
            return (place + 1) * self.pitch - _HALF_BAR - 8
        return (place + 0.5) * self.pitch

    def middle_of_line(self, place: int, number: int) -> float:
        """Return the middle of a line of a row's name."""
        lines = len(self.names[place])
        if self.stacked:
            return self.middle(place) - _HALF_BAR - 3 - (lines - number - 0.5) * LINE_HEIGHT
        return self.middle(place) + (number - (lines - 1) / 2) * LINE_HEIGHT

    def stands_out(self, row: Row) -> bool:
        """Tell whether a row is the city's own among others."""
        return row.own and not all(each.own for each in self.rows)

    @property
    def away(self) -> int:
        """Return the direction in which values grow: 1 to the right, -1 to the left."""
        return -1 if self.frame.reader.rtl else 1

    @property
    def room(self) -> Room:
        lines = [line for lines in self.names for line in lines]
        names = _EDGE if self.stacked else room_for(lines) + 10
        known = [s for s, row in zip(self.shown, self.rows, strict=True) if row.value is not None]
        ends = max(room_for(known) + 12, 20)
        left, right = (ends, names) if self.frame.reader.rtl else (names, ends)
        return Room(top=30 if self.frame.unit else 8, right=right, bottom=28, left=left)


def places(frame: Frame, rows: Sequence[Row]) -> Chart:
    """Return places beside one another as bars from zero, the city's own one highlighted."""
    shown = [_number(frame, row) for row in rows]
    bounds = [value for row in rows for value in (row.value, row.low, row.high)]
    known = [each for each in bounds if each is not None]
    ticks = round_ticks(known or [1.0], _about(frame), zero=True)
    kept = _Rows(frame, rows, ticks, shown)
    drawn = [_bars(kept), _hollow_bars(kept), *_intervals(kept), *_numbers(kept)]
    return _chart(kept, drawn, Sign.INTERVAL)


def profile(frame: Frame, rows: Sequence[Row], *, lowest: float = 0, highest: float = 100) -> Chart:
    """Return characteristics as dots on one scale, with their intervals where they are known."""
    shown = [_number(frame, row) for row in rows]
    kept = _Rows(frame, rows, round_ticks([lowest, highest], _about(frame)), shown)
    drawn = [_tracks(kept), *_ranges(kept), *_dots(kept), *_numbers(kept, at_end=True)]
    return _chart(kept, drawn, Sign.INTERVAL, margin=_DOT)


def ranks(frame: Frame, rows: Sequence[Row], *, last: int) -> Chart:
    """Return ranks out of ``last`` as dots on the ranges in which 90 % of all draws lie."""
    shown = [_rank(frame, row) for row in rows]
    kept = _Rows(frame, rows, _rank_ticks(last, 2 * _about(frame) - 1), shown)
    drawn = [_tracks(kept, float(last)), *_ranges(kept), *_dots(kept), *_numbers(kept, at_end=True)]
    return _chart(kept, drawn, Sign.RANGE, end=float(last), margin=_DOT)


def _about(frame: Frame) -> int:
    return 3 if frame.width == Width.NARROW else 5


def _rank_ticks(last: int, about: int) -> list[float]:
    rest = [tick for tick in round_ticks([0, last], about) if 1 < tick <= last]
    return [1.0, *(rest or [float(last)])]


def _number(frame: Frame, row: Row) -> str:
    return row.note if row.value is None else frame.reader.number(row.value, frame.places)


def _rank(frame: Frame, row: Row) -> str:
    if row.value is None:
        return row.note
    rank = frame.reader.number(row.value, 0)
    if row.low is None or row.high is None:
        return rank
    low, high = (frame.reader.number(bound, 0) for bound in (row.low, row.high))
    shown = f"{rank} ({low}\u2013{high})"
    return f"\u2066{shown}\u2069" if frame.reader.rtl else shown


def _chart(
    kept: _Rows, drawn: list[Layer], sign: Sign, *, end: float | None = None, margin: int = 0
) -> Chart:
    frame, room = kept.frame, kept.room
    layers = [*_unit(frame, room), *_names(kept), *[layer for layer in drawn if layer]]
    axes = {"x": _axis(kept, end or kept.ticks[-1], margin), "y": ROW}
    spec = canvas(frame, room, len(kept.rows) * kept.pitch, axes, layers)
    there = {
        Sign.DOUBTFUL: any(row.doubtful for row in kept.rows),
        sign: any(row.low is not None for row in kept.rows),
    }
    return Chart(spec, frame, tuple(sign for sign, needed in there.items() if needed))


def _unit(frame: Frame, room: Room) -> list[Layer]:
    made = unit_above(frame, room)
    if made and frame.reader.rtl:
        made[0]["mark"]["align"] = "right"
        made[0]["encoding"]["x"] = {"value": plot_width(frame, room) + room.right}
    return made


def _axis(kept: _Rows, end: float, margin: int) -> Spec:
    edges = [margin, plot_width(kept.frame, kept.room) - margin]
    if kept.frame.reader.rtl:
        edges.reverse()
    return {
        **_X,
        "scale": {"domain": [kept.ticks[0], end], "range": edges, "nice": False, "zero": False},
        "axis": {
            "values": kept.ticks,
            "format": f",.{places_of(kept.ticks)}f",
            "ticks": False,
        },
    }


def _names(kept: _Rows) -> list[Layer]:
    at_start = {"value": "width"} if kept.frame.reader.rtl else {"value": 0}
    towards = "right" if kept.stacked == kept.frame.reader.rtl else "left"
    shift = 0 if kept.stacked else -8 * kept.away
    made = []
    for bold in (False, True):
        rows = [
            {"p": kept.middle_of_line(place, number), "s": kept.frame.reader.text(words)}
            for place, row in enumerate(kept.rows)
            if kept.stands_out(row) is bold
            for number, words in enumerate(kept.names[place])
        ]
        if rows:
            made.append(written(rows, x=at_start, align=towards, dx=shift, bold=bold))
    return made


def _colour(row: Row) -> str:
    return palette.SERIES[0] if row.own else palette.OTHER


def _bars(kept: _Rows) -> Layer:
    return _boxes(kept, doubtful=False)


def _hollow_bars(kept: _Rows) -> Layer:
    return _boxes(kept, doubtful=True)


def _boxes(kept: _Rows, *, doubtful: bool) -> Layer:
    boxes = [
        {
            "v": 0,
            "w": row.value,
            "p": kept.middle(place) - _HALF_BAR,
            "q": kept.middle(place) + _HALF_BAR,
            "c": _colour(row),
        }
        for place, row in enumerate(kept.rows)
        if row.value is not None and row.doubtful is doubtful
    ]
    if not boxes:
        return {}
    colour = {"field": "c", "type": "nominal", "scale": None}
    paint = {"stroke": colour} if doubtful else {"fill": colour}
    mark = (
        {"type": "rect", "fill": palette.GROUND, "strokeWidth": 2} if doubtful else {"type": "rect"}
    )
    sides = {"x": _X, "x2": {"field": "w"}, "y": ROW, "y2": {"field": "q"}}
    return {"data": {"values": boxes}, "mark": mark, "encoding": {**sides, **paint}}


def _spans(kept: _Rows) -> list[Layer]:
    return [
        {"v": row.low, "w": row.high, "p": kept.middle(place), "c": _colour(row)}
        for place, row in enumerate(kept.rows)
        if row.low is not None and row.high is not None
    ]


def _intervals(kept: _Rows) -> list[Layer]:
    """Return thin intervals with caps, edged so that they show on a bar and beside it."""
    spans = _spans(kept)
    if not spans:
        return []
    caps = [
        {"v": span[bound], "p": span["p"] - _CAP, "q": span["p"] + _CAP}
        for span in spans
        for bound in ("v", "w")
    ]
    made = []
    for colour, width in ((palette.GROUND, 4.5), (palette.INK, 1.5)):
        mark = {"type": "rule", "stroke": colour, "strokeWidth": width}
        along = {"x": _X, "x2": {"field": "w"}, "y": ROW}
        across = {"x": _X, "y": ROW, "y2": {"field": "q"}}
        made.append({"data": {"values": spans}, "mark": mark, "encoding": along})
        made.append({"data": {"values": caps}, "mark": mark, "encoding": across})
    return made


def _ranges(kept: _Rows) -> list[Layer]:
    """Return thick pale ranges for dots to lie on."""
    if not _spans(kept):
        return []
    mark = {"type": "rule", "strokeWidth": 9, "strokeOpacity": 0.35, "strokeCap": "round"}
    stroke = {"field": "c", "type": "nominal", "scale": None}
    encoding = {"x": _X, "x2": {"field": "w"}, "y": ROW, "stroke": stroke}
    return [{"data": {"values": _spans(kept)}, "mark": mark, "encoding": encoding}]


def _tracks(kept: _Rows, end: float | None = None) -> Layer:
    ends = {"v": kept.ticks[0], "w": end or kept.ticks[-1]}
    rows = [
        {**ends, "p": kept.middle(place)}
        for place, row in enumerate(kept.rows)
        if row.value is not None
    ]
    mark = {"type": "rule", "stroke": palette.GRID, "strokeWidth": 1.5}
    encoding = {"x": _X, "x2": {"field": "w"}, "y": ROW}
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _dots(kept: _Rows) -> list[Layer]:
    made = []
    for doubtful in (False, True):
        rows = [
            {"v": row.value, "p": kept.middle(place), "c": _colour(row)}
            for place, row in enumerate(kept.rows)
            if row.value is not None and row.doubtful is doubtful
        ]
        colour = {"field": "c", "type": "nominal", "scale": None}
        fill = {"value": palette.GROUND} if doubtful else colour
        mark = {"type": "point", "shape": "circle", "size": 90, "strokeWidth": 2, "opacity": 1}
        encoding = {"x": _X, "y": ROW, "stroke": colour, "fill": fill}
        if rows:
            made.append({"data": {"values": rows}, "mark": mark, "encoding": encoding})
    return made


def _numbers(kept: _Rows, *, at_end: bool = False) -> list[Layer]:
    """Return the written values, after the bars or in a column at the end of the scale."""
    align = "left" if kept.away > 0 else "right"
    column = {"value": "width" if kept.away > 0 else 0}
    start = {"value": 0 if kept.away > 0 else "width"}
    ways = {
        (palette.INK, True): [row.value is not None and kept.stands_out(row) for row in kept.rows],
        (palette.INK, False): [
            row.value is not None and not kept.stands_out(row) for row in kept.rows
        ],
        (palette.SOFT, False): [row.value is None for row in kept.rows],
    }
    return [
        written(
            [_written_value(kept, place) for place, chosen in enumerate(wanted) if chosen],
            x=start if colour == palette.SOFT else column if at_end else _X,
            align=align,
            dx=10 * kept.away,
            colour=colour,
            bold=bold,
        )
        for (colour, bold), wanted in ways.items()
        if any(wanted)
    ]


def _written_value(kept: _Rows, place: int) -> Layer:
    row = kept.rows[place]
    after = max(each for each in (row.value, row.high, 0.0) if each is not None)
    text = kept.frame.reader.text(kept.shown[place])
    return {"p": kept.middle(place), "s": text, "v": after}
