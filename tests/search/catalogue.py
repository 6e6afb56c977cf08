"""Sofia's real content as an index without a database, and what people ask of it."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from opencity.core.registries import SearchDocument, search_sources
from opencity.search.segment import Entry, Words, build
from opencity.search.snapshot import Snapshot
from opencity.search.storage import unpack, words_of
from opencity.search.wordbook import Concept, Wordbook

CONTENT = Path(settings.BASE) / "cities" / "sofia" / "content"
FIRST_LANGUAGES = ("bg", "en")
LANGUAGES = (*FIRST_LANGUAGES, "uk", "ru", "tr", "ar")
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """A query, the language of who asks, and the codes of which one should come up."""

    kind: str
    language: str
    text: str
    wanted: frozenset[str]


@cache
def queries(half: str) -> tuple[Asked, ...]:
    """Return what people ask, of the half that is tuned on or of the ``held`` one."""
    file = Path(__file__).parent / f"queries-{half}.tsv"
    with file.open(encoding="utf-8", newline="") as rows:
        return tuple(
            Asked(row["kind"], row["lang"], row["query"], frozenset(row["codes"].split()) - {"-"})
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        )


@cache
def _read(path: str) -> Any:
    return yaml.load((CONTENT / path).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _files(pattern: str) -> Iterator[Any]:
    for file in sorted(CONTENT.glob(pattern)):
        yield _read(str(file.relative_to(CONTENT)))


def _joined(texts: Sequence[Texts | str | None]) -> dict[str, str]:
    """Return texts one after another, by language; a plain string is Bulgarian."""
    every = [{"bg": text} if isinstance(text, str) else text for text in texts if text]
    return {code: " ".join(text[code] for text in every if text.get(code)) for code in LANGUAGES}


def _service(row: Any, papers: Mapping[str, Texts]) -> SearchDocument:
    parts: list[Texts | str | None] = [row["official_name"], row["summary"], row["result"]]
    parts += [each["text"] for each in row["conditions"] + row["notes"]]
    parts += [papers.get(each["document"]) for each in row["documents"]]
    parts += [each["note"] for each in row["documents"]]
    parts += [each[name] for each in row["steps"] for name in ("title", "text")]
    return _document("service", row["code"], row["title"], parts)


def _document(
    kind: str, code: str, title: Texts, parts: Sequence[Texts | str | None]
) -> SearchDocument:
    """Return a document as the app that owns it offers it, as far as the search can tell."""
    return SearchDocument(kind, code, code, {}, dict(title), _joined(parts))


@cache
def documents() -> tuple[SearchDocument, ...]:
    """Return the documents of every kind in six languages, services first."""
    papers = [row for file in _files("services/documents/*.yaml") for row in file["documents"]]
    names = {row["code"]: row["name"] for row in papers}
    found = [_service(row, names) for row in _files("services/services/*.yaml")]
    for row in _files("services/guides/*.yaml"):
        parts = [row["summary"], *(step[n] for step in row["steps"] for n in ("title", "text"))]
        found.append(_document("guide", row["code"], row["title"], parts))
    for row in papers:
        found.append(_document("document", row["code"], row["name"], [row["what"], row["how"]]))
    for row in _read("directory/places.yaml")["places"]:
        parts = [row["summary"], row["address_bg"]]
        found.append(_document("office", row["code"], row["name"], parts))
    for row in _read("directory/organisations.yaml")["organisations"]:
        found.append(_document("organisation", row["code"], row["name"], [row["summary"]]))
    for row in _read("services/life-events.yaml")["life_events"]:
        found.append(_document("life_event", row["code"], row["name"], []))
    for row in terms():
        found.append(_document("term", row["code"], row["name"], [row["definition"]]))
    for row in _files("plan/measures/*.yaml"):
        parts = [row["summary"], row["what"], row["why"]]
        found.append(_document("measure", row["code"], row["title"], parts))
    return tuple(found)


def terms() -> list[Any]:
    """Return the entries of the glossary."""
    return list(_read("glossary/terms.yaml")["terms"])


def services() -> list[str]:
    """Return the codes of the services."""
    return [document.key for document in documents() if document.kind == "service"]


@cache
def wordbook() -> Wordbook:
    """Return the glossary and the synonyms of the content."""
    concepts = [Concept(aligned, aligned) for aligned in map(_aligned, terms())]
    concepts += [
        Concept({row["language"]: row["words"]}, {row["language"]: row["means"]})
        for row in _read("search/synonyms.yaml")["synonyms"]
    ]
    return Wordbook(concepts)


def _aligned(row: Any) -> dict[str, list[str]]:
    others = row.get("variants") or {}
    short = [row["abbreviation"]] if row["abbreviation"] else []
    return {code: [row["name"][code], *others.get(code, ()), *short] for code in row["name"]}


class Catalogue:
    """The index of the documents; ``untranslated`` ones have only the first languages."""

    def __init__(self, untranslated: Collection[str] = ()) -> None:
        self.documents = documents()
        self.words = [self._words(document, untranslated) for document in self.documents]
        entries = [
            Entry(place, document.kind, document.facets, words)
            for place, (document, words) in enumerate(zip(self.documents, self.words, strict=True))
        ]
        weights = {source.kind: source.weight for source in search_sources}
        self.snapshot = Snapshot((build(entries),), wordbook=wordbook(), weights=weights)

    @staticmethod
    def _words(document: SearchDocument, untranslated: Collection[str]) -> dict[str, Words]:
        words = unpack(_packed(document.kind, document.key))
        if document.key not in untranslated:
            return words
        return {code: found for code, found in words.items() if code in FIRST_LANGUAGES}

    def codes(self, places: Collection[int]) -> list[str]:
        """Return the codes of documents at some places."""
        return [self.documents[place].code for place in places]

    def read_words(self, pks: Collection[int]) -> dict[int, dict[str, Words]]:
        """Return the words of documents, as the database would."""
        return {pk: self.words[pk] for pk in pks}


@cache
def _packed(kind: str, key: str) -> bytes:
    return next(words_of(each) for each in documents() if (each.kind, each.key) == (kind, key))
