"""Reads of the index: searching, and whether the index is fit to be searched."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from django.db.models import QuerySet

from opencity.core.registries import search_sources
from opencity.core.texts import languages
from opencity.core.texts.reading import Reading, read
from opencity.search import analysis
from opencity.search.finding import Found, carry, find
from opencity.search.highlights import Marker, Segment
from opencity.search.index import follower
from opencity.search.models import IndexedDocument, IndexState, MissedQuery
from opencity.search.segment import Words
from opencity.search.snapshot import Snapshot
from opencity.search.storage import unpack

PAGE_SIZE = 20
_TYPED = re.compile(r"[^\W_]+(?:[@'][^\W_]+)*")


class Markers:
    """Markers of what a query matched, by the language of the text that is shown."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._made: dict[str, Marker] = {}

    def of(self, language: str) -> Marker:
        """Return the marker for a language; official names in the source language count too."""
        if language not in self._made:
            codes = {language, languages.source_language()}
            readings = [self._found.readings.get(code, ()) for code in codes]
            self._made[language] = Marker({each.word for some in readings for each in some})
        return self._made[language]


@dataclass(frozen=True)
class Result:
    """One document that was found, as shown to a reader."""

    kind: str
    kind_label: str
    code: str
    url: str
    score: float
    title: Reading
    snippet: Reading
    labels: list[Reading]
    markers: Markers = field(repr=False, compare=False)

    @cached_property
    def title_segments(self) -> list[Segment]:
        """Return the title with what matched marked, worked out when it is asked for."""
        return self.markers.of(self.title.language).segments(self.title.text)

    @cached_property
    def snippet_segments(self) -> list[Segment]:
        """Return the piece of the text in which most matched, marked alike."""
        return self.markers.of(self.snippet.language).snippet(self.snippet.text)


@dataclass(frozen=True)
class SearchResults:
    """A page of results, how many there are of each kind, and how far to trust them.

    ``total`` counts the wanted kind only, ``kinds`` all of them. ``suggestion`` is what may have
    been meant instead of what was typed.
    """

    query: str
    results: list[Result] = field(default_factory=list)
    total: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    confident: bool = False
    suggestion: str | None = None


def search(
    query: str,
    language: str,
    kind: str | None = None,
    facets: Mapping[str, Sequence[str]] | None = None,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> SearchResults:
    """Return what a query finds, for a reader of a language.

    The query may be in any language or spelling; of a query only the first 500 characters count.
    ``facets`` keeps documents that have one of the values of each facet.
    """
    snapshot = follower.snapshot()
    found = carry(snapshot, find(snapshot, query, language), _read_words)
    if not found.query.words:
        return SearchResults(found.query.text)
    among = _with_facets(snapshot, facets or {})
    every = found.best(among)
    wanted = every[snapshot.of_kind(kind)[every]] if kind else every
    places = wanted[(page - 1) * size : page * size]
    rows = _rows([int(pk) for pk in snapshot.pks[places]])
    markers = Markers(found)
    points = zip(rows, found.scores[places].tolist(), strict=False)
    return SearchResults(
        query=found.query.text,
        results=[_result(row, score, language, markers) for row, score in points if row],
        total=len(wanted),
        kinds=snapshot.count_kinds(every),
        confident=found.confident,
        suggestion=_suggestion(found, [row for row in rows if row]),
    )


def known_kinds() -> dict[str, str]:
    """Return the kinds of findable things and their labels in the current language."""
    return {source.kind: str(source.label) for source in search_sources}


def index_is_current() -> bool:
    """Tell whether the index was built, and by the analysis of this version of the code."""
    return IndexState.objects.filter(pk=1, version=analysis.VERSION).exists()


def shown_missed() -> QuerySet[MissedQuery]:
    """Return what people looked for in vain often enough for its words to be kept."""
    return MissedQuery.objects.exclude(query="")


def hidden_missed() -> int:
    """Return how many queries were counted whose words are not kept."""
    return MissedQuery.objects.filter(query="").count()


def _with_facets(snapshot: Snapshot, facets: Mapping[str, Sequence[str]]) -> np.ndarray | None:
    masks = [snapshot.with_facet(name, values) for name, values in facets.items() if values]
    return np.logical_and.reduce(masks) if masks else None


def _rows(pks: Sequence[int]) -> list[IndexedDocument | None]:
    """Return rows in the order of their keys; ``None`` for one withdrawn meanwhile."""
    found = IndexedDocument.objects.filter(is_gone=False).defer("words").in_bulk(pks)
    return [found.get(pk) for pk in pks]


def _read_words(pks: Sequence[int]) -> dict[int, dict[str, Words]]:
    rows = IndexedDocument.objects.filter(pk__in=pks).values_list("pk", "words")
    return {pk: unpack(words) for pk, words in rows}


def _result(row: IndexedDocument, score: float, language: str, markers: Markers) -> Result:
    source = search_sources.get(row.kind)
    return Result(
        kind=row.kind,
        kind_label=str(source.label) if source else row.kind,
        code=row.code,
        url=_address(row.urls, language),
        score=round(score, 4),
        title=read(row.titles, language),
        snippet=read(row.bodies, language),
        labels=[read(label, language) for label in row.labels],
        markers=markers,
    )


def _address(urls: Mapping[str, str], language: str) -> str:
    return next((urls[code] for code in languages.chain(language) if urls.get(code)), "")


def _suggestion(found: Found, rows: Sequence[IndexedDocument]) -> str | None:
    """Return the corrected query, its new words spelt as the found documents spell them."""
    if found.retyped or not found.fixes:
        return found.retyped
    meant = {found.query.words[token]: fix.word for token, fix in found.fixes.items()}
    spelt = _as_written(set(meant.values()), rows)
    fixes = {typed: spelt.get(word, word) for typed, word in meant.items()}

    def correct(match: re.Match[str]) -> str:
        return next((fixes[word] for word in analysis.words(match[0]) if word in fixes), match[0])

    return _TYPED.sub(correct, found.query.text)


def _as_written(wanted: set[str], rows: Sequence[IndexedDocument]) -> dict[str, str]:
    """Return how folded words stand in the texts of some documents."""
    texts = (text for row in rows for part in (row.titles, row.bodies) for text in part.values())
    spelt: dict[str, str] = {}
    for text in texts:
        if wanted - spelt.keys():
            for typed in _TYPED.findall(text):
                for word in wanted.intersection(analysis.words(typed)):
                    spelt.setdefault(word, typed.lower())
    return spelt
