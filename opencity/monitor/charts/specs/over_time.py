"""Lines over time, and the gap between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from opencity.monitor.charts import layers, palette
from opencity.monitor.charts.canvas import (
    LINE_HEIGHT,
    Layer,
    Room,
    canvas,
    plot_width,
    room_for,
    unit_above,
    wrapped,
    written,
)
from opencity.monitor.charts.data import DOUBTFUL, Aim, Chart, Frame, Line, Sign, Spec, Width
from opencity.monitor.charts.scales import apart, places_of, round_ticks, years
from opencity.monitor.methods.figures import Figure

_HEIGHTS = {Width.WIDE: 280, Width.NARROW: 220}
_MARGIN = 8
"""Pixels between the first and last figure and the edges of the plot."""
_YEAR = 52
"""Pixels that a written year and the pause beside it take."""


@dataclass(frozen=True)
class _Label:
    """What stands at the right of a line's end."""

    words: list[str]
    number: str
    value: float
    colour: str

    @property
    def height(self) -> int:
        return (len(self.words) + 1) * LINE_HEIGHT


def over_time(
    frame: Frame, lines: Sequence[Line], *, aim: Aim | None = None, breaks: Iterable[float] = ()
) -> Chart:
    """Return one or several lines with what is known of their certainty.

    ``breaks`` are the times of the first figures that cannot be compared with earlier ones, beside
    those that the figures' own statuses tell. The aim belongs to the first line.
    """
    marks = list(breaks)
    drawn = [part for place in range(len(lines)) for part in _line(lines[place], place, marks)]
    return _chart(frame, lines, aim, marks, drawn, _signs(lines, aim, marks))


def gap(
    frame: Frame, group: Line, reference: Line, *, words: str = "", breaks: Iterable[float] = ()
) -> Chart:
    """Return a group beside its reference with the gap between them shaded.

    ``words`` tell the latest gap, such as “20.1 points”; they stand at its middle.
    """
    marks = list(breaks)
    lines = (group, reference)
    common = _common(group, reference)
    drawn = [
        *_shade(group, reference, marks),
        *_line(group, 0, marks),
        *_line(reference, 1, marks),
        *(_latest(frame, common[-1], words) if words and _has_room(frame, lines, common) else []),
    ]
    signs = (*_signs(lines, None, marks), Sign.GAP)
    return _chart(frame, lines, None, marks, drawn, signs)


def _line(line: Line, place: int, breaks: list[float]) -> list[Layer]:
    colour = palette.SERIES[place % len(palette.SERIES)]
    shape = palette.SHAPES[place % len(palette.SHAPES)]
    pieces = layers.segments(line, breaks)
    return [
        *layers.bands(pieces, colour),
        layers.path(pieces, colour),
        *layers.points(line, colour, shape),
    ]


def _signs(lines: Sequence[Line], aim: Aim | None, breaks: list[float]) -> tuple[Sign, ...]:
    figures = [figure for line in lines for figure in line.figures]
    there = {
        Sign.DOUBTFUL: any(each.flags & DOUBTFUL for each in figures),
        Sign.BREAK: bool(layers.break_times(lines, breaks)),
        Sign.MISSING: any(layers.has_pause(line) for line in lines),
        Sign.INTERVAL: any(each.has_interval for each in figures),
        Sign.TARGET: aim is not None,
    }
    return tuple(sign for sign, needed in there.items() if needed)


def _chart(
    frame: Frame,
    lines: Sequence[Line],
    aim: Aim | None,
    breaks: list[float],
    drawn: list[Layer],
    signs: tuple[Sign, ...],
) -> Chart:
    height = _HEIGHTS[frame.width]
    ticks = round_ticks(_values(lines, aim))
    labels = _labels(frame, lines, aim)
    room = _room(frame, ticks, labels)
    span = _span(lines, aim)
    behind = [
        *unit_above(frame, room),
        *layers.break_rules(layers.break_times(lines, breaks)),
        *(layers.leader(line.figures[-1], _colour(n)) for n, line in enumerate(lines) if aim),
        *(layers.way_to(aim, lines[0].figures[-1]) if aim else []),
    ]
    spec = canvas(
        frame,
        room,
        height,
        {"x": _time_axis(frame, room, span), "y": _value_axis(ticks)},
        [*behind, *drawn, *_beside(frame, labels, ticks, height)],
    )
    return Chart(spec, frame, signs)


def _colour(place: int) -> str:
    return palette.SERIES[place % len(palette.SERIES)]


def _values(lines: Sequence[Line], aim: Aim | None) -> list[float]:
    figures = [figure for line in lines for figure in line.figures]
    bounds = [(each.value, each.low, each.high) for each in figures]
    known = [value for values in bounds for value in values if value is not None]
    return [*known, aim.value] if aim else known


def _span(lines: Sequence[Line], aim: Aim | None) -> tuple[float, float]:
    times = [figure.time for line in lines for figure in line.figures]
    return min(times), max([*times, aim.time] if aim else times)


def _labels(frame: Frame, lines: Sequence[Line], aim: Aim | None) -> list[_Label]:
    longest = 22 if frame.width == Width.WIDE else 13
    ends = [(line.name, line.figures[-1].value, _colour(n)) for n, line in enumerate(lines)]
    if aim:
        ends.append((aim.name, aim.value, palette.INK))
    return [
        _Label(wrapped(name, longest), frame.reader.number(value, frame.places), value, colour)
        for name, value, colour in ends
    ]


def _room(frame: Frame, ticks: list[float], labels: list[_Label]) -> Room:
    digits = places_of(ticks)
    words = [word for label in labels for word in (*label.words, label.number)]
    return Room(
        top=30 if frame.unit else 12,
        right=room_for(words) + 14,
        bottom=28,
        left=room_for([frame.reader.number(tick, digits) for tick in ticks]) + 10,
    )


def _time_axis(frame: Frame, room: Room, span: tuple[float, float]) -> Spec:
    width = plot_width(frame, room)
    first, last = span if span[0] < span[1] else (span[0] - 1, span[1] + 1)
    return {
        **layers.X,
        "scale": {
            "domain": [first, last],
            "nice": False,
            "zero": False,
            "range": [_MARGIN, width - _MARGIN],
        },
        "axis": {
            "values": years(first, last, max(width // _YEAR, 2)),
            "format": "d",
            "grid": False,
            "ticks": True,
            "tickSize": 5,
            "labelPadding": 4,
        },
    }


def _value_axis(ticks: list[float]) -> Spec:
    return {
        **layers.Y,
        "scale": {"domain": [ticks[0], ticks[-1]], "nice": False, "zero": False},
        "axis": {"values": ticks, "format": f",.{places_of(ticks)}f", "ticks": False},
    }


def _beside(frame: Frame, labels: list[_Label], ticks: list[float], height: int) -> list[Layer]:
    scale = height / (ticks[-1] - ticks[0])
    wanted = [(ticks[-1] - label.value) * scale for label in labels]
    sizes = [float(label.height + 4) for label in labels]
    centres = apart(wanted, sizes, -18.0, height + 18.0)
    made: list[Layer] = []
    for label, centre in zip(labels, centres, strict=True):
        top = centre - label.height / 2 + LINE_HEIGHT / 2
        rows = [
            {"p": round(top + number * LINE_HEIGHT, 1), "s": frame.reader.text(words)}
            for number, words in enumerate([*label.words, label.number])
        ]
        at = {"value": "width"}
        made.append(written(rows[:-1], x=at, dx=8, colour=label.colour))
        made.append(written(rows[-1:], x=at, dx=8, colour=label.colour, bold=True))
    return made


def _common(group: Line, reference: Line) -> list[tuple[Figure, Figure]]:
    others = {figure.time: figure for figure in reference.figures}
    return [(each, others[each.time]) for each in group.figures if each.time in others]


def _has_room(frame: Frame, lines: Sequence[Line], common: list[tuple[Figure, Figure]]) -> bool:
    """Tell whether the latest gap is high enough for words within it, and the plot wide enough."""
    if not common or frame.width != Width.WIDE:
        return False
    ticks = round_ticks(_values(lines, None))
    part = abs(common[-1][0].value - common[-1][1].value) / (ticks[-1] - ticks[0])
    return part * _HEIGHTS[frame.width] > 2 * LINE_HEIGHT


def _shade(group: Line, reference: Line, breaks: list[float]) -> list[Layer]:
    others = {figure.time: figure.value for figure in reference.figures}
    shared = Line(group.name, tuple(f for f in group.figures if f.time in others), group.step)
    rows = [
        {"t": each.time, "v": each.value, "w": others[each.time], "n": number}
        for number, piece in enumerate(layers.segments(shared, breaks))
        for each in piece
    ]
    encoding = {"x": layers.X, "y": layers.Y, "y2": {"field": "w"}, "detail": {"field": "n"}}
    mark = {"type": "area", "fill": palette.OTHER, "fillOpacity": 0.2}
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}]


def _latest(frame: Frame, pair: tuple[Figure, Figure], words: str) -> list[Layer]:
    one, other = pair
    row = {"t": one.time, "v": one.value, "w": other.value}
    middle = {"t": one.time, "v": (one.value + other.value) / 2, "s": frame.reader.text(words)}
    text = {"type": "text", "align": "right", "baseline": "middle", "dx": -7, "fill": palette.INK}
    return [
        {
            "data": {"values": [row]},
            "mark": {"type": "rule", "stroke": palette.INK, "strokeWidth": 1.25},
            "encoding": {"x": layers.X, "y": layers.Y, "y2": {"field": "w"}},
        },
        {
            "data": {"values": [middle]},
            "mark": {**text, "fontWeight": "bold"},
            "encoding": {"x": layers.X, "y": layers.Y, "text": {"field": "s"}},
        },
    ]
