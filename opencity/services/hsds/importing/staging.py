"""Keeps checked records on disk until all files are read: each once, with what it refers to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opencity.services.hsds.exchanged import own_part
from opencity.services.hsds.importing.problems import Problems, Spot

Tree = dict[str, Any]
CHUNK = 500
_HOMELESS = {
    "service": "SELECT owner, file, place FROM record AS link WHERE kind = 'service_at_location'"
    " AND NOT EXISTS (SELECT 1 FROM record WHERE kind = 'service' AND id = link.owner)",
    "location": "SELECT target, file, place FROM record AS link WHERE kind = 'service_at_location'"
    " AND NOT EXISTS (SELECT 1 FROM record WHERE kind = 'location' AND id = link.target)",
}


@dataclass(frozen=True)
class Staged:
    """A record as it came, without the other records that stood inside it."""

    key: str
    content: Tree
    spot: Spot


class Staging:
    """Records by kind and identifier, in the order of the files."""

    def __init__(self, folder: Path, problems: Problems) -> None:
        self._database = sqlite3.connect(folder / "staging.sqlite3")
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE record (number INTEGER PRIMARY KEY, kind TEXT, id TEXT, owner TEXT,"
            " target TEXT, own INTEGER, file TEXT, place TEXT, content TEXT);"
            "CREATE UNIQUE INDEX record_once ON record (kind, id);"
            "CREATE INDEX record_owner ON record (kind, owner);"
        )
        self._problems = problems

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def add(self, kind: str, tree: Tree, spot: Spot, *, inside: bool = False) -> None:
        """Take in a record and, each for itself, the other records that stand inside it.

        One that stands inside another may be told shorter there, or be told many times.
        """
        self._others(kind, tree, spot)
        content = own_part(tree)
        content.pop("service_at_locations", None)
        self._put(kind, content, spot, inside=inside)

    def _others(self, kind: str, tree: Tree, spot: Spot) -> None:
        key = tree["id"]
        if "organization" in tree:
            tree.setdefault("organization_id", tree["organization"]["id"])
            self.add("organization", tree["organization"], spot, inside=True)
        for link in tree.get("service_at_locations", ()) if kind == "service" else ():
            link.setdefault("service_id", key)
            self.add("service_at_location", link, spot, inside=True)
        if kind == "service_at_location":
            for name in ("service", "location"):
                if name in tree:
                    tree.setdefault(f"{name}_id", tree[name]["id"])
                    self.add(name, tree[name], spot, inside=True)
        for name, other in (("services", "service"), ("locations", "location")):
            for inner in tree.get(name, ()):
                inner.setdefault("organization_id", key)
                self.add(other, inner, spot, inside=True)

    def _put(self, kind: str, content: Tree, spot: Spot, *, inside: bool) -> None:
        key = content["id"]
        before = self._database.execute(
            "SELECT own, file, place, content FROM record WHERE kind = ? AND id = ?", (kind, key)
        ).fetchone()
        if before is None:
            self._insert(kind, content, spot, inside=inside)
        elif before[0] and not inside:
            first = Spot(before[1], before[2])
            self._problems.add(spot, "id", f"{kind} “{key}” stands here twice, first in {first}")
        else:
            known = json.loads(before[3])
            both = {**content, **known} if inside else {**known, **content}
            if both != known or not inside:
                self._database.execute(
                    "UPDATE record SET content = ?, own = ? WHERE kind = ? AND id = ?",
                    (_packed(both), int(bool(before[0]) or not inside), kind, key),
                )

    def _insert(self, kind: str, content: Tree, spot: Spot, *, inside: bool) -> None:
        link = kind == "service_at_location"
        owner = content.get("service_id") if link else None
        target = content.get("location_id") if link else content.get("organization_id")
        row = (kind, content["id"], owner, target, int(not inside), spot.file, spot.place)
        self._database.execute(
            "INSERT INTO record (kind, id, owner, target, own, file, place, content)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, _packed(content)),
        )

    def count(self, kind: str) -> int:
        """Return how many records of a kind there are."""
        rows = self._database.execute("SELECT count(*) FROM record WHERE kind = ?", (kind,))
        return int(rows.fetchone()[0])

    def chunks(self, kind: str) -> Iterator[list[Staged]]:
        """Yield the records of a kind, some at a time."""
        last = 0
        while rows := self._database.execute(
            "SELECT number, id, file, place, content FROM record"
            " WHERE kind = ? AND number > ? ORDER BY number LIMIT ?",
            (kind, last, CHUNK),
        ).fetchall():
            last = rows[-1][0]
            yield [Staged(row[1], json.loads(row[4]), Spot(row[2], row[3])) for row in rows]

    def links_of(self, service: str) -> list[Tree]:
        """Return the services at locations of a service, in an order of their own."""
        rows = self._database.execute(
            "SELECT content FROM record WHERE kind = 'service_at_location' AND owner = ?"
            " ORDER BY target, id",
            (service,),
        )
        return [json.loads(row[0]) for row in rows]

    def homeless(self) -> Iterator[tuple[str, str, Spot]]:
        """Yield the field, identifier and place of what services at locations refer to in vain."""
        for name, question in _HOMELESS.items():
            for key, *spot in self._database.execute(question):
                yield f"{name}_id", key or "", Spot(*spot)


def _packed(content: Tree) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
