"""What charts are made of: plain data in the reader's words, and what comes of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Any

from opencity.monitor.charts.reader import Reader
from opencity.monitor.methods.figures import Figure, Flag

Spec = dict[str, Any]

DOUBTFUL = frozenset(
    {Flag.PROVISIONAL, Flag.ESTIMATED, Flag.LOW_RELIABILITY, Flag.DEFINITION_DIFFERS}
)
"""Statuses whose figures are drawn hollow: they are there, but with a reservation."""


class Width(IntEnum):
    """Width of a drawing in its own pixels, which a page shows one to one."""

    WIDE = 680
    NARROW = 328


class Sign(StrEnum):
    """What a chart's key must explain."""

    DOUBTFUL = "doubtful"
    BREAK = "break"
    MISSING = "missing"
    INTERVAL = "interval"
    RANGE = "range"
    TARGET = "target"
    GAP = "gap"


@dataclass(frozen=True)
class Frame:
    """What every chart needs beside its figures.

    ``title`` and ``description`` are its text alternative; ``unit`` stands above the axis;
    ``places`` are the digits after the decimal sign; ``source`` stands under a downloaded chart. A
    ``brief`` chart is one of many that readers may choose: kept for days, without downloads.
    """

    reader: Reader
    title: str
    description: str
    unit: str = ""
    places: int = 1
    source: str = ""
    brief: bool = False
    width: Width = Width.WIDE


@dataclass(frozen=True)
class Line:
    """Figures of one group in their order; a pause longer than ``step`` years is a gap."""

    name: str
    figures: tuple[Figure, ...]
    step: float = 1.0

    def __post_init__(self) -> None:
        if not self.figures:
            raise ValueError(f"The line {self.name!r} has no figures to draw.")


@dataclass(frozen=True)
class Aim:
    """A target in the reader's words, such as “Target 2030”."""

    name: str
    time: float
    value: float


@dataclass(frozen=True)
class Row:
    """One place or characteristic; no value means that it is not known, and ``note`` says why.

    ``own`` is the city whose page it is; ``low`` and ``high`` bound its interval.
    """

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    own: bool = False
    doubtful: bool = False
    note: str = ""


@dataclass(frozen=True)
class Chart:
    """A drawing as Vega-Lite, what its key explains, and how it is called."""

    spec: Spec
    frame: Frame
    signs: tuple[Sign, ...] = ()

    def plain(self) -> Spec:
        """Return all that its drawings depend on, as data for JSON.

        Only the wide one is made to be downloaded as well.
        """
        brief = {"brief": True} if self.frame.brief else {}
        return {
            "spec": self.spec,
            "title": self.frame.title,
            "description": self.frame.description,
            "source": self.frame.source,
            "language": self.frame.reader.language,
            "rtl": self.frame.reader.rtl,
            "alone": self.frame.width == Width.WIDE and not self.frame.brief,
            **brief,
        }


def fingerprint(plain: Spec, version: str) -> str:
    """Return what two drawings share only if they look and read the same: 32 hex digits."""
    said = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{version}\0{said}".encode()).hexdigest()[:32]


def both(draw: Callable[[Frame], Chart], frame: Frame) -> tuple[Chart, Chart]:
    """Return a chart for wide screens and paper, and the same for a phone."""
    return (draw(replace(frame, width=Width.WIDE)), draw(replace(frame, width=Width.NARROW)))
