"""The data of an index: a row for each unit, and the columns that its framework names.

The columns are those of ``iData`` in the R package COINr: ``uCode``, ``uName``, ``Time``,
indicators, denominators, groups.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opencity.monitor.index.framework import OF_UNITS, Framework
from opencity.monitor.index.given import Readable
from opencity.monitor.index.mistakes import Mistakes
from opencity.monitor.index.tables import Row, number, read_table

Floats = NDArray[np.float64]
SMALLEST_DENOMINATOR = 1e-30


@dataclass(frozen=True)
class Unit:
    """A city, a country, or one of them in one period."""

    code: str
    name: str
    time: str = ""

    @property
    def label(self) -> str:
        """Return what tells this unit from all others."""
        return f"{self.code} {self.time}" if self.time else self.code


@dataclass(frozen=True)
class Data:
    """Figures in the framework's order; NaN is a missing one.

    ``values`` has shape (units, indicators) in each indicator's own unit, ``denominators`` a
    column (units,) by code, ``groups`` the group of each unit by the group's code.
    """

    units: tuple[Unit, ...]
    values: Floats
    denominators: dict[str, Floats]
    groups: dict[str, tuple[str, ...]]


def read_data(path: Readable, framework: Framework, *, over_time: bool = False) -> Data:
    """Read the data of a framework; ``over_time`` allows a unit once in each period.

    Raises ``InputRefused``; every mistake carries line and column.
    """
    mistakes = Mistakes(path.name)
    indicators = [node.code for node in framework.indicators]
    rows = read_table(
        path,
        mistakes,
        required=["uCode", *indicators, *framework.denominators, *framework.groups],
        known=[*OF_UNITS, *framework.others],
    )
    data = Data(
        units=_units(rows, mistakes, over_time=over_time),
        values=np.column_stack([_column(rows, code, mistakes) for code in indicators]),
        denominators={code: _denominator(rows, code, mistakes) for code in framework.denominators},
        groups={code: tuple(row.cells[code] for row in rows) for code in framework.groups},
    )
    mistakes.refuse_if_any()
    return data


def _units(rows: list[Row], mistakes: Mistakes, *, over_time: bool) -> tuple[Unit, ...]:
    units = tuple(_unit(row, over_time=over_time) for row in rows)
    first_line: dict[str, int] = {}
    for row, unit in zip(rows, units, strict=True):
        if not unit.code:
            mistakes.add(row.line, "uCode", "is empty")
        elif over_time and not unit.time:
            mistakes.add(row.line, "Time", "is empty; the recipe compares periods")
        elif unit.label in first_line:
            reason = f"{unit.label} stands already on line {first_line[unit.label]}"
            mistakes.add(row.line, "uCode", reason)
        first_line.setdefault(unit.label, row.line)
    return units


def _unit(row: Row, *, over_time: bool) -> Unit:
    code = row.cells["uCode"]
    time = row.cells.get("Time", "") if over_time else ""
    return Unit(code, row.cells.get("uName") or code, time.removesuffix(".0"))


def _column(rows: list[Row], code: str, mistakes: Mistakes) -> Floats:
    return np.array([_cell(row, code, mistakes) for row in rows])


def _cell(row: Row, code: str, mistakes: Mistakes) -> float:
    try:
        return number(row.cells[code])
    except ValueError as error:
        mistakes.add(row.line, code, str(error))
        return math.nan


def _denominator(rows: list[Row], code: str, mistakes: Mistakes) -> Floats:
    column = _column(rows, code, mistakes)
    for row, value in zip(rows, column, strict=True):
        if value < SMALLEST_DENOMINATOR:
            mistakes.add(row.line, code, "is a denominator and so above 0")
    return column
