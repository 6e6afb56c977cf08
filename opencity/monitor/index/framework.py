"""The framework of an index: its indicators and how they come together, level by level.

The columns are those of ``iMeta`` in the R package COINr (W. Becker and others, JOSS 7(78), 2022).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from opencity.monitor.index.given import Readable
from opencity.monitor.index.mistakes import Mistakes
from opencity.monitor.index.tables import Row, number, read_table

REQUIRED = ("Level", "iCode", "iName", "Direction", "Weight", "Parent", "Type")
OPTIONAL = ("Unit", "Target", "Denominator", "goalpost_lower", "goalpost_upper")
TYPES = ("Indicator", "Aggregate", "Group", "Denominator", "Other")
OF_UNITS = ("uCode", "uName", "Time")


@dataclass(frozen=True)
class Node:
    """An indicator (level 1) or an aggregate of the level below it.

    Direction is 1 when more is better and -1 when less is. Goalposts are (lower, upper) in the
    indicator's own unit, whichever of them is the better one.
    """

    code: str
    name: str
    level: int
    parent: str | None
    weight: float
    direction: int = 1
    denominator: str | None = None
    target: float | None = None
    goalposts: tuple[float, float] | None = None


@dataclass(frozen=True)
class Framework:
    """All nodes, the indicators first and the index last, and the other columns of the data."""

    nodes: tuple[Node, ...]
    denominators: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @cached_property
    def indicators(self) -> tuple[Node, ...]:
        """Return the nodes of level 1, in the file's order."""
        return tuple(node for node in self.nodes if node.level == 1)

    @cached_property
    def aggregates(self) -> tuple[Node, ...]:
        """Return the nodes above level 1, lower levels first, the index last."""
        return tuple(node for node in self.nodes if node.level > 1)

    @property
    def top(self) -> Node:
        """Return the index itself."""
        return self.nodes[-1]

    @cached_property
    def place(self) -> dict[str, int]:
        """Return each node's place among the nodes, by code."""
        return {node.code: place for place, node in enumerate(self.nodes)}

    @cached_property
    def children(self) -> dict[str, tuple[Node, ...]]:
        """Return the nodes right below each aggregate, by its code."""
        return {
            above.code: tuple(node for node in self.nodes if node.parent == above.code)
            for above in self.aggregates
        }

    def without(self, code: str) -> Framework | None:
        """Return the framework less one node and all that hangs on it; None if nothing is left."""
        gone = self._below(code)
        while childless := self._childless(gone):
            gone |= childless
        if self.top.code in gone:
            return None
        kept = tuple(node for node in self.nodes if node.code not in gone)
        return Framework(kept, self.denominators, self.groups, self.others)

    def _below(self, code: str) -> set[str]:
        gone = {code}
        for above in reversed(self.aggregates):
            if above.code in gone:
                gone |= {child.code for child in self.children[above.code]}
        return gone

    def _childless(self, gone: set[str]) -> set[str]:
        """Return the aggregates below which nothing is left that has a weight."""
        return {
            code
            for code, below in self.children.items()
            if code not in gone
            and not any(child.weight for child in below if child.code not in gone)
        }


def read_framework(path: Readable) -> Framework:
    """Read a framework; every mistake carries line and column.

    Raises ``InputRefused``.
    """
    mistakes = Mistakes(path.name)
    rows = read_table(path, mistakes, required=REQUIRED, known=OPTIONAL)
    rows = [row for row in rows if _has_a_name(row, mistakes)]
    _refuse_double(rows, mistakes)
    nodes = [_node(row, mistakes) for row in rows if row.cells["Type"] in TYPES[:2]]
    mistakes.refuse_if_any()
    framework = Framework(
        tuple(sorted(nodes, key=lambda node: node.level)),
        denominators=_of_type(rows, "Denominator"),
        groups=_of_type(rows, "Group"),
        others=_of_type(rows, "Other"),
    )
    _check_tree(framework, {row.cells["iCode"]: row.line for row in rows}, mistakes)
    mistakes.refuse_if_any()
    return framework


def _has_a_name(row: Row, mistakes: Mistakes) -> bool:
    if not row.cells["iCode"]:
        mistakes.add(row.line, "iCode", "is empty")
    elif row.cells["iCode"] in OF_UNITS:
        mistakes.add(row.line, "iCode", f"{row.cells['iCode']} is the name of a column of units")
    if row.cells["Type"] not in TYPES:
        mistakes.add(row.line, "Type", f"is {row.cells['Type']!r}, not one of {', '.join(TYPES)}")
    return bool(row.cells["iCode"])


def _refuse_double(rows: list[Row], mistakes: Mistakes) -> None:
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row.cells["iCode"]] += 1
        if seen[row.cells["iCode"]] == 2:
            mistakes.add(row.line, "iCode", f"{row.cells['iCode']} stands there twice")


def _of_type(rows: Iterable[Row], kind: str) -> tuple[str, ...]:
    return tuple(row.cells["iCode"] for row in rows if row.cells["Type"] == kind)


def _node(row: Row, mistakes: Mistakes) -> Node:
    indicator = row.cells["Type"] == "Indicator"
    return Node(
        code=row.cells["iCode"],
        name=row.cells["iName"] or row.cells["iCode"],
        level=_level(row, mistakes, indicator=indicator),
        parent=row.cells["Parent"] or None,
        weight=_weight(row, mistakes),
        direction=_direction(row, mistakes),
        denominator=(row.cells.get("Denominator") or None) if indicator else None,
        target=_optional(row, "Target", mistakes),
        goalposts=_goalposts(row, mistakes),
    )


def _number(
    row: Row, column: str, mistakes: Mistakes, fits: Callable[[float], bool], reason: str
) -> float | None:
    """Return a number that fits; note what is wrong with another and return None."""
    try:
        value = number(row.cells.get(column, ""))
    except ValueError as error:
        mistakes.add(row.line, column, str(error))
        return None
    if not fits(value):
        mistakes.add(row.line, column, reason)
        return None
    return value


def _level(row: Row, mistakes: Mistakes, *, indicator: bool) -> int:
    if indicator:
        level = _number(row, "Level", mistakes, lambda x: x == 1, "is 1 for an indicator")
        return int(level or 1)
    reason = "is a whole number from 2 for an aggregate"
    level = _number(row, "Level", mistakes, lambda x: x >= 2 and x.is_integer(), reason)
    return int(level or 2)


def _weight(row: Row, mistakes: Mistakes) -> float:
    reason = "is a number that is not below 0"
    return _number(row, "Weight", mistakes, lambda x: x >= 0, reason) or 0.0


def _direction(row: Row, mistakes: Mistakes) -> int:
    reason = "is 1 (more is better) or -1 (less is better)"
    return int(_number(row, "Direction", mistakes, lambda x: x in (1, -1), reason) or 1)


def _optional(row: Row, column: str, mistakes: Mistakes) -> float | None:
    value = _number(row, column, mistakes, lambda _: True, "")
    return None if value is None or math.isnan(value) else value


def _goalposts(row: Row, mistakes: Mistakes) -> tuple[float, float] | None:
    lower = _optional(row, "goalpost_lower", mistakes)
    upper = _optional(row, "goalpost_upper", mistakes)
    if lower is None and upper is None:
        return None
    if lower is None or upper is None:
        mistakes.add(row.line, "goalpost_lower", "has one goalpost; give both or none")
        return None
    if not lower < upper:
        mistakes.add(row.line, "goalpost_upper", "is above goalpost_lower, whatever the direction")
    return lower, upper


def _check_tree(framework: Framework, lines: dict[str, int], mistakes: Mistakes) -> None:
    _check_tops(framework, lines, mistakes)
    for node in framework.nodes:
        _check_parent(node, framework, lines[node.code], mistakes)
        if node.denominator and node.denominator not in framework.denominators:
            reason = f"{node.denominator} is not a row of type Denominator"
            mistakes.add(lines[node.code], "Denominator", reason)
    for code, below in framework.children.items():
        if not below:
            mistakes.add(lines[code], "iCode", f"nothing has {code} as its parent")
        elif sum(child.weight for child in below) <= 0:
            mistakes.add(lines[code], "Weight", f"what is below {code} has no weight at all")


def _check_tops(framework: Framework, lines: dict[str, int], mistakes: Mistakes) -> None:
    tops = [node for node in framework.nodes if node.parent is None]
    if not framework.indicators or not framework.aggregates:
        mistakes.add(None, "Type", "an index needs indicators and at least one aggregate")
    elif len(tops) != 1:
        named = ", ".join(f"{node.code} (line {lines[node.code]})" for node in tops) or "none"
        mistakes.add(None, "Parent", f"only the index itself has no parent; found {named}")
    elif tops[0] != framework.top:
        mistakes.add(
            lines[tops[0].code], "Level", f"{tops[0].code} has no parent, yet others stand above"
        )


def _check_parent(node: Node, framework: Framework, line: int, mistakes: Mistakes) -> None:
    if node.parent is None:
        return
    if node.parent not in framework.children:
        mistakes.add(line, "Parent", f"{node.parent} is not a row of type Aggregate")
    elif framework.nodes[framework.place[node.parent]].level != node.level + 1:
        mistakes.add(line, "Parent", f"{node.parent} does not stand on level {node.level + 1}")
