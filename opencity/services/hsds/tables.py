"""Records as rows of tables, and cells that no spreadsheet runs as a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from opencity.services.hsds.shape import KINDS, key_of, link_of

Tree = Mapping[str, Any]
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_HARMLESS = re.compile(r"[+-][\d\s().,/+-]*\Z|-\s")
"""A telephone number, a number or a line of a list: nothing that a spreadsheet could run."""


def rows(kind: str, tree: Tree) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a record and all that stands in it as rows of their tables, each with its links."""
    shape = KINDS[kind]
    row = {name: tree[name] for name in shape.fields if name in tree}
    for name, other in shape.objects.items():
        inside = tree.get(name)
        if inside:
            row.setdefault(link_of(name), inside["id"])
            yield from rows(other, inside)
    yield kind, row
    for name, other in shape.lists.items():
        for inside in tree.get(name, ()):
            about = {key_of(other, kind): tree["id"], **_whose(other, kind)}
            yield from rows(other, {**inside, **about})


def _whose(kind: str, parent: str) -> dict[str, str]:
    """Return what rows that may belong to anything say of what they belong to."""
    if kind == "attribute":
        return {"link_entity": parent}
    return {"resource_type": parent} if kind == "metadata" else {}


def quoted(cell: Any) -> str:
    """Return a cell; one that a spreadsheet would run gets an apostrophe before it."""
    text = "" if cell is None else str(cell)
    starts = text.startswith(_FORMULA) and not _HARMLESS.match(text)
    return f"'{text}" if starts or (text.startswith("'") and len(text) > 1) else text


def unquoted(cell: str) -> str | None:
    """Return what a cell says, or ``None`` where a spreadsheet would run it."""
    if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")):
        return cell[1:]
    return None if cell.startswith(_FORMULA) and not _HARMLESS.match(cell) else cell
