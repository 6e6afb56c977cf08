"""What one search sees: the bulk of the index and, beside it, what changed since it was loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from opencity.search.segment import Partition, Segment
from opencity.search.terms import Hashes, Numbers, word_terms
from opencity.search.wordbook import Wordbook


@dataclass(frozen=True)
class Snapshot:
    """Segments in a row, seen as one; ``dead`` names rows that a later segment replaces.

    ``wordbook`` says what phrases mean, ``weights`` how much a kind counts beside the others.
    """

    segments: tuple[Segment, ...]
    dead: frozenset[int] = frozenset()
    wordbook: Wordbook = field(default_factory=Wordbook)
    weights: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def pks(self) -> Numbers:
        """Return the rows of all documents by place."""
        return np.concatenate([np.zeros(0, np.int64), *(part.pks for part in self.segments)])

    @cached_property
    def alive(self) -> npt.NDArray[np.bool_]:
        """Tell for each place whether its document still stands."""
        alive = np.ones(len(self.pks), dtype=bool)
        if self.dead and self.segments:
            first = self.segments[0]
            alive[: len(first)] = ~np.isin(first.pks, np.fromiter(self.dead, dtype=np.int64))
        return alive

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Return the languages in which anything is written."""
        return tuple(sorted({code for part in self.segments for code in part.partitions}))

    def partitions(self, language: str) -> Iterator[tuple[int, Partition]]:
        """Yield the partitions of a language with the place of their first document."""
        start = 0
        for segment in self.segments:
            if language in segment.partitions:
                yield start, segment.partitions[language]
            start += len(segment)

    def size(self, language: str) -> int:
        """Return how many documents have a text in a language."""
        return sum(partition.size for _, partition in self.partitions(language))

    def holders(self, language: str) -> npt.NDArray[np.bool_]:
        """Tell for each place whether its document has a text in a language."""
        holders = np.zeros(len(self.pks), dtype=bool)
        for start, partition in self.partitions(language):
            holders[start : start + len(partition.holders)] = partition.holders
        return holders

    def document_counts(self, language: str, terms: Hashes) -> Numbers:
        """Return in how many documents of a language each term stands."""
        counts = (partition.document_counts(terms) for _, partition in self.partitions(language))
        return sum(counts, np.zeros(len(terms), dtype=np.int64))

    def rarity(self, language: str, terms: Hashes, least: int = 1) -> npt.NDArray[np.float64]:
        """Return the inverse document frequency of terms, as BM25 defines it, never negative.

        A term counts as standing in ``least`` documents, even where it stands in none.
        """
        found = np.maximum(self.document_counts(language, terms), least)
        return np.log1p((self.size(language) - found + 0.5).clip(0) / (found + 0.5))

    @cached_property
    def importance(self) -> npt.NDArray[np.float64]:
        """Return for each place how much its document counts; nothing when it is gone."""
        parts = (
            np.array([self.weights.get(name, 1.0) for name in segment.kind_names])[segment.kinds]
            for segment in self.segments
            if len(segment)
        )
        return np.concatenate([np.zeros(0), *parts]) * self.alive

    def of_kind(self, kind: str) -> npt.NDArray[np.bool_]:
        """Tell for each place whether its document is of a kind."""
        masks = [
            segment.kinds == (segment.kind_names.index(kind) if kind in segment.kind_names else -1)
            for segment in self.segments
        ]
        return np.concatenate([np.zeros(0, dtype=bool), *masks])

    def with_facet(self, name: str, values: Iterable[str]) -> npt.NDArray[np.bool_]:
        """Tell for each place whether its document has one of the values of a facet."""
        having = np.zeros(len(self.pks), dtype=bool)
        start = 0
        for segment in self.segments:
            for value in values:
                having[start + segment.facets.get((name, value), np.zeros(0, np.int64))] = True
            start += len(segment)
        return having

    def count_kinds(self, places: npt.NDArray[np.intp]) -> dict[str, int]:
        """Return how many of the documents at some places are of each kind."""
        mine = np.zeros(len(self.pks), dtype=bool)
        mine[places] = True
        names = sorted({name for segment in self.segments for name in segment.kind_names})
        counts = {name: int((mine & self.of_kind(name)).sum()) for name in names}
        return {name: count for name, count in counts.items() if count}

    def near(self, language: str, word: str) -> list[tuple[int, int, str]]:
        """Return (distance, -documents, word) of the words that a typo may have meant."""
        pairs = {
            pair
            for _, partition in self.partitions(language)
            for pair in partition.vocabulary.near(word)
        }.union(self.wordbook.near(language, word))
        counts = self.document_counts(language, word_terms([other for _, other in pairs]))
        triples = [(d, -int(n), word) for (d, word), n in zip(pairs, counts, strict=True)]
        return sorted(triples)

    def with_skeleton(self, language: str, bones: set[str]) -> list[str]:
        """Return the words of a language whose consonants are one of these skeletons."""
        lists = (part.vocabulary.with_skeleton(bones) for _, part in self.partitions(language))
        return sorted({word for words in lists for word in words})
