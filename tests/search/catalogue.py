"""A catalogue of 65 documents in two languages, and what people ask of it."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from opencity.core.registries import SearchDocument
from opencity.search.segment import Entry, Words, build
from opencity.search.snapshot import Snapshot
from opencity.search.storage import unpack, words_of

LANGUAGES = ("bg", "en")


@dataclass(frozen=True)
class Asked:
    """A query, the language of who asks, and the codes of which one should come up."""

    kind: str
    language: str
    text: str
    wanted: frozenset[str]


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def documents(gone: Collection[tuple[str, str]] = ()) -> list[SearchDocument]:
    """Return the documents without the texts of some (code, language)."""
    found = []
    for row in _rows("catalogue.tsv"):
        there = [code for code in LANGUAGES if (row["code"], code) not in gone]
        found.append(
            SearchDocument(
                kind="service" if row["code"].startswith("S") else "measure",
                key=row["code"],
                code=row["code"],
                url={code: f"/{code}/{row['code']}/" for code in there},
                titles={code: row[code] for code in there},
                bodies={code: row[f"{code}_body"] for code in there},
            )
        )
    return found


def queries() -> list[Asked]:
    """Return what people ask; nonsense wants nothing."""
    return [
        Asked(row["kind"], row["lang"], row["query"], frozenset(row["codes"].split()) - {"-"})
        for row in _rows("queries.tsv")
    ]


class Catalogue:
    """The index of the documents, without a database."""

    def __init__(self, gone: Collection[tuple[str, str]] = ()) -> None:
        self.documents = documents(gone)
        self.words = [unpack(words_of(document)) for document in self.documents]
        entries = [
            Entry(place, document.kind, document.facets, words)
            for place, (document, words) in enumerate(zip(self.documents, self.words, strict=True))
        ]
        self.snapshot = Snapshot((build(entries),))

    def codes(self, places: Collection[int]) -> list[str]:
        """Return the codes of documents at some places."""
        return [self.documents[place].code for place in places]

    def read_words(self, pks: Collection[int]) -> dict[int, dict[str, Words]]:
        """Return the words of documents, as the database would."""
        return {pk: self.words[pk] for pk in pks}
