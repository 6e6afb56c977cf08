"""What the methods judge: figures at points of time, which way is better, and where to go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Which way an indicator gets better."""

    UP = "up"
    DOWN = "down"

    @property
    def sign(self) -> int:
        """Return 1 when more is better, otherwise -1."""
        return 1 if self is Direction.UP else -1


class Flag(StrEnum):
    """Status of an observation, with the letters of SDMX's code list CL_OBS_STATUS.

    A, a normal value, is no flag. C and R are no letters of that list: C is Eurostat's former flag
    for what CL_CONF_STATUS says now, R its former flag for a revised value. I is a value imputed by
    the agency that received the data, Eurostat's former “s”.
    """

    BREAK = "B"
    PROVISIONAL = "P"
    ESTIMATED = "E"
    LOW_RELIABILITY = "U"
    DEFINITION_DIFFERS = "D"
    CONFIDENTIAL = "C"
    MISSING = "M"
    FORECAST = "F"
    IMPUTED = "I"
    NOT_SIGNIFICANT = "N"
    REVISED = "R"


@dataclass(frozen=True)
class Figure:
    """One figure: ``time`` in years (2024, or 2024.25 for the second quarter of 2024).

    ``low`` and ``high`` are the bounds of its 95 % interval in the unit of the value. A break
    means that this figure cannot be compared with those before it.
    """

    time: float
    value: float
    flags: frozenset[Flag] = frozenset()
    low: float | None = None
    high: float | None = None

    @property
    def has_interval(self) -> bool:
        """Tell whether both bounds are known."""
        return self.low is not None and self.high is not None


@dataclass(frozen=True)
class Target:
    """A value to reach at a time."""

    time: float
    value: float


class NotAssessable(Exception):
    """A method has no answer; ``reason`` is one of ``Reason``."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Reason(StrEnum):
    """Why a question has no answer."""

    NO_FIGURES = "no_figures"
    ONE_FIGURE = "one_figure"
    NO_FIGURE_AT_BASE = "no_figure_at_base"
    BASE_IS_LAST = "base_is_last"
    NO_DIRECTION = "no_direction"
    NO_TARGET = "no_target"
    TARGET_IN_THE_PAST = "target_in_the_past"
    TARGET_IS_BASE = "target_is_base"
    TARGET_AGAINST_DIRECTION = "target_against_direction"
    ZERO_OR_BELOW = "zero_or_below"


def in_order(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return figures by time; raise ``ValueError`` when two stand at the same time."""
    ordered = tuple(sorted(figures, key=lambda figure: figure.time))
    times = [figure.time for figure in ordered]
    if len(set(times)) != len(times):
        raise ValueError("Two figures stand at the same time.")
    return ordered


def at(figures: Iterable[Figure], time: float) -> Figure:
    """Return the figure of a time, or raise ``NotAssessable``."""
    found = next((figure for figure in figures if figure.time == time), None)
    if found is None:
        raise NotAssessable(Reason.NO_FIGURE_AT_BASE)
    return found
