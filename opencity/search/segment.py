"""An immutable piece of the index in memory: postings of documents, one partition per language.

Arrays are as narrow as they can be, since every worker process keeps a copy of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from opencity.search.terms import Hashes, Numbers, gram_terms, word_terms
from opencity.search.vocabulary import Vocabulary

K1 = 1.2
B = 0.3
STEPS = 255

Words = tuple[list[str], bytes]
"""The distinct words of a text and, in the same order, how often each one counts."""


@dataclass(frozen=True)
class Entry:
    """What a segment needs of one document: its row, kind, facets and words by language."""

    pk: int
    kind: str
    facets: Mapping[str, Sequence[str]]
    words: Mapping[str, Words]


@dataclass(frozen=True)
class Partition:
    """The postings of one language: for each term, the documents and how well it describes them.

    ``starts[i]:starts[i + 1]`` are the postings of ``terms[i]``; ``docs`` rise within a term;
    ``impacts`` are BM25's saturated term weights in steps of 1/255 of their maximum.
    """

    terms: Hashes
    starts: npt.NDArray[np.int32]
    docs: npt.NDArray[np.unsignedinteger]
    impacts: npt.NDArray[np.uint8]
    holders: npt.NDArray[np.bool_]
    vocabulary: Vocabulary

    @property
    def size(self) -> int:
        """Return the number of documents that have a text in this language."""
        return int(self.holders.sum())

    def find(self, terms: Hashes) -> Numbers:
        """Return the places of terms, -1 for those that no document has."""
        places = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
        return np.where(self.terms[places] == terms, places, -1)

    def document_counts(self, terms: Hashes) -> Numbers:
        """Return in how many documents each term stands."""
        places = self.find(terms)
        counts = self.starts[places + 1] - self.starts[places]
        return np.where(places >= 0, counts, 0).astype(np.int64)


@dataclass(frozen=True)
class Segment:
    """Documents in the order of ``pks``, their kinds and facets, and a partition per language."""

    pks: Numbers
    kinds: npt.NDArray[np.uint8]
    kind_names: tuple[str, ...]
    facets: Mapping[tuple[str, str], Numbers]
    partitions: Mapping[str, Partition]

    def __len__(self) -> int:
        return len(self.pks)


def build(entries: Sequence[Entry]) -> Segment:
    """Return the segment of some documents."""
    names = tuple(sorted({entry.kind for entry in entries}))
    facets: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        for name, values in entry.facets.items():
            for value in values:
                facets[name, value].append(place)
    languages = sorted({language for entry in entries for language in entry.words})
    return Segment(
        pks=np.array([entry.pk for entry in entries], dtype=np.int64),
        kinds=np.array([names.index(entry.kind) for entry in entries], dtype=np.uint8),
        kind_names=names,
        facets={key: np.array(places, dtype=np.int64) for key, places in facets.items()},
        partitions={
            language: _partition([entry.words.get(language) for entry in entries])
            for language in languages
        },
    )


def _partition(texts: Sequence[Words | None]) -> Partition:
    """Return the postings of one language; a document without a text has ``None``."""
    ids: dict[str, int] = {}
    numbers = [ids.setdefault(word, len(ids)) for text in texts if text for word in text[0]]
    sizes = np.array([len(text[0]) if text else 0 for text in texts], dtype=np.int64)
    counts = np.frombuffer(b"".join(text[1] for text in texts if text), dtype=np.uint8)
    docs = np.repeat(np.arange(len(texts)), sizes)
    lengths = np.bincount(docs, weights=counts, minlength=len(texts)).astype(np.float64)
    vocabulary = list(ids)
    terms, keys = _terms_of(vocabulary)
    postings = _postings(keys, np.array(numbers, dtype=np.int64), docs, counts)
    return _pack(terms, postings, lengths, Vocabulary.of(vocabulary))


def _terms_of(vocabulary: Sequence[str]) -> tuple[Hashes, tuple[Numbers, Numbers]]:
    """Return all terms of words in order, and pairs (word, place of a term of it) by word."""
    grams, owners = gram_terms(vocabulary)
    every = np.concatenate([word_terms(vocabulary), grams])
    owner = np.concatenate([np.arange(len(vocabulary)), owners])
    terms, places = np.unique(every, return_inverse=True)
    order = np.argsort(owner, kind="stable")
    return terms, (owner[order], places[order])


def _postings(
    keys: tuple[Numbers, Numbers],
    numbers: Numbers,
    docs: Numbers,
    counts: npt.NDArray[np.uint8],
) -> tuple[Numbers, Numbers, Numbers]:
    """Return (term, document, count) for each term in each document, ordered by both.

    Each word brings its terms; a 4-gram of several words of a document is counted together.
    """
    owner, term = keys
    size = np.bincount(owner, minlength=1)
    first, many = (np.cumsum(size) - size)[numbers], size[numbers]
    offsets = np.arange(many.sum()) + np.repeat(first - (np.cumsum(many) - many), many)
    # Sorted as single numbers (term, document, count), which is several times faster.
    packed = (term.astype(np.uint64) << np.uint64(40))[offsets]
    packed |= np.repeat(((docs << 8) | counts).astype(np.uint64), many)
    packed.sort()
    pairs = packed >> np.uint64(8)
    heads = np.flatnonzero(np.append(True, pairs[1:] != pairs[:-1])) if len(pairs) else offsets
    total = np.add.reduceat((packed & np.uint64(255)).astype(np.int64), heads)
    pairs = pairs[heads].astype(np.int64)
    return pairs >> 32, pairs & 0xFFFFFFFF, total


def _pack(
    terms: Hashes,
    postings: tuple[Numbers, Numbers, Numbers],
    lengths: npt.NDArray[np.float64],
    vocabulary: Vocabulary,
) -> Partition:
    """Return a partition in narrow arrays, with BM25's weights already worked out."""
    term, docs, counts = postings
    mean = lengths[lengths > 0].mean() if (lengths > 0).any() else 1.0
    norms = K1 * (1 - B + B * lengths / mean)
    impacts = np.rint(STEPS * counts / (counts + norms[docs]))
    width = np.uint16 if len(lengths) <= 0x10000 else np.uint32
    return Partition(
        terms=terms,
        starts=np.searchsorted(term, np.arange(len(terms) + 1)).astype(np.int32),
        docs=docs.astype(width),
        impacts=np.maximum(impacts, 1).astype(np.uint8),
        holders=lengths > 0,
        vocabulary=vocabulary,
    )
