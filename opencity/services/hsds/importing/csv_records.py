"""Streams records from the tables of an HSDS data package, joined on disk and not in memory."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from opencity.services.hsds.importing.files import Found
from opencity.services.hsds.importing.json_records import Numbered
from opencity.services.hsds.importing.problems import Problems, Spot, refused
from opencity.services.hsds.shape import KINDS, Kind, key_of, link_of
from opencity.services.hsds.tables import unquoted

_BY_TABLE = {kind.table: kind for kind in KINDS.values()}
_INSIDE = ("program", "taxonomy_term", "taxonomy")
_TOP = ("organization", "location", "service")
LONGEST_CELL = 1_000_000
_REFERS = {
    **{f"{name}_id": name for name in KINDS},
    "parent_organization_id": "organization",
}
_COLUMNS = {name for kind in KINDS.values() for name in kind.fields if name.endswith("_id")}


class Tables:
    """The rows of a package in a database of their own, found by their links."""

    def __init__(self, database: sqlite3.Connection, problems: Problems) -> None:
        self._database, self._problems = database, problems
        self._there: set[str] = set()
        database.executescript(
            "CREATE TABLE line (number INTEGER PRIMARY KEY, kind TEXT, id TEXT, spot TEXT,"
            " content TEXT);"
            "CREATE UNIQUE INDEX line_once ON line (kind, id);"
            "CREATE TABLE link (kind TEXT, name TEXT, target TEXT, line INTEGER);"
        )

    def read(self, files: Iterable[Found]) -> None:
        """Take in the tables that the standard knows."""
        for found in files:
            kind = _BY_TABLE.get(found.stem)
            if kind is not None:
                self._table(kind, found)
        self._database.execute("CREATE INDEX link_to ON link (target, kind, name)")
        for name, other in _REFERS.items():
            if other in self._there:
                self._lost(name, other)

    def _lost(self, name: str, other: str) -> None:
        """Complain of rows that name a row that is not there."""
        rows = self._database.execute(
            "SELECT link.kind, target, spot FROM link JOIN line ON line.number = link.line"
            " WHERE link.name = ? AND NOT EXISTS"
            " (SELECT 1 FROM line AS other WHERE other.kind = ? AND other.id = target)",
            (name, other),
        )
        for kind, target, place in rows.fetchall():
            spot = Spot(f"{KINDS[kind].table}.csv", place)
            self._problems.add(spot, name, f"there is no {other} “{target[:40]}”")

    def _table(self, kind: Kind, found: Found) -> None:
        for spot, row in _rows(found):
            key = row.get("id", "").strip().lower()
            try:
                number = self._database.execute(
                    "INSERT INTO line (kind, id, spot, content) VALUES (?, ?, ?, ?)",
                    (kind.name, key or None, spot.place, json.dumps(row)),
                ).lastrowid
            except sqlite3.IntegrityError:
                self._problems.add(spot, "id", f"“{key}” stands here twice")
                continue
            self._there.add(kind.name)
            links = [
                (kind.name, name, row[name].strip().lower(), number)
                for name in row
                if row[name] and name in _COLUMNS
            ]
            self._database.executemany("INSERT INTO link VALUES (?, ?, ?, ?)", links)

    def records(self) -> Iterator[Numbered]:
        """Yield organisations, locations and services with everything that belongs to them."""
        for kind in _TOP:
            rows = self._database.execute(
                "SELECT id, spot, content FROM line WHERE kind = ? ORDER BY number", (kind,)
            )
            for key, place, content in rows:
                tree = self._tree(KINDS[kind], key or "", json.loads(content))
                yield kind, tree, Spot(f"{KINDS[kind].table}.csv", place)

    def _tree(self, kind: Kind, key: str, row: dict[str, Any]) -> dict[str, Any]:
        tree = dict(row)
        for name, child in kind.lists.items():
            if child in self._there and child != "location":
                rows = self._linked(child, key_of(child, kind.name), key)
                tree[name] = [self._tree(KINDS[child], each, inner) for each, inner in rows]
        for name, other in kind.objects.items():
            target = row.get(link_of(name), "").strip().lower()
            if target and other in self._there and other in _INSIDE:
                found = self._one(other, target)
                if found is not None:
                    tree[name] = self._tree(KINDS[other], target, found)
        return tree

    def _linked(self, kind: str, name: str, key: str) -> list[tuple[str, dict[str, Any]]]:
        rows = self._database.execute(
            "SELECT line.id, line.content FROM link JOIN line ON line.number = link.line"
            " WHERE link.target = ? AND link.kind = ? AND link.name = ? ORDER BY line.number",
            (key, kind, name),
        )
        return [(each or "", json.loads(content)) for each, content in rows]

    def _one(self, kind: str, key: str) -> dict[str, Any] | None:
        found = self._database.execute(
            "SELECT content FROM line WHERE kind = ? AND id = ?", (kind, key)
        ).fetchone()
        return json.loads(found[0]) if found else None


def _rows(found: Found) -> Iterator[tuple[Spot, dict[str, str]]]:
    """Yield the rows of a table by the names of its columns; refuse what a table cannot be."""
    csv.field_size_limit(LONGEST_CELL)
    line = 1
    with found.open() as stream:
        text = io.TextIOWrapper(io.BufferedReader(_Raw(stream)), encoding="utf-8", newline="")
        reader = csv.reader(text, strict=True)
        try:
            head = [name.strip() for name in next(reader, [])]
            _judge(head, Spot(found.name, "line 1"))
            for cells in reader:
                line, began = reader.line_num, line + 1
                if cells:
                    yield _row(head, cells, Spot(found.name, f"line {began}"))
        except UnicodeDecodeError as error:
            raise refused(
                Spot(found.name, f"after line {line}"), f"not UTF-8 ({error.reason})"
            ) from error
        except csv.Error as error:
            raise refused(Spot(found.name, f"after line {line}"), f"not CSV ({error})") from error


def _judge(head: list[str], spot: Spot) -> None:
    if len(set(head)) != len(head):
        raise refused(spot, "a column stands here twice")
    if "id" not in head:
        raise refused(spot, "there is no column “id”")


def _row(head: list[str], cells: list[str], spot: Spot) -> tuple[Spot, dict[str, str]]:
    if len(cells) != len(head):
        raise refused(spot, f"{len(cells)} cells where there are {len(head)} columns")
    row = {}
    for name, cell in zip(head, cells, strict=True):
        if cell:
            plain = unquoted(cell)
            if plain is None:
                raise refused(
                    spot, f"“{cell[:40]}” is a formula; put an apostrophe before it", name
                )
            row[name] = plain
    return spot, row


class _Raw(io.RawIOBase):
    """Lets a plain ``read`` serve a reader of text."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer."""
        found = self._stream.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)
