"""BM25 over words and 4-grams: any of them counts, the rare ones most (OR semantics, IDF).

Okapi BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), with the
saturated term weights worked out when a segment is built.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from opencity.search.segment import K1, STEPS, Partition
from opencity.search.snapshot import Snapshot
from opencity.search.terms import Hashes, Numbers, gram_terms, word_terms

Scores = npt.NDArray[np.float64]

WORD_WEIGHT = 4.0
"""How much a whole word counts beside one of its 4-grams."""

_LEAST_SHARE = 0.4
"""A word of which a document has less than this share of 4-grams is not in it at all."""


@dataclass(frozen=True)
class Reading:
    """One way to read a word of the query in one language; ``token`` is the word's place.

    The ``size`` words with the same ``phrase`` stand for the token together; without one a word
    stands alone.
    """

    token: int
    word: str
    weight: float = 1.0
    phrase: int = 0
    size: int = 1


@dataclass(frozen=True)
class Weighed:
    """The distinct terms of readings with their rarity and weight in a language.

    ``use`` and ``reading`` run over all uses of a term by a reading, each reading's word first.
    """

    terms: Hashes
    rarity: Scores
    weights: Scores
    use: Numbers
    reading: Numbers


@dataclass(frozen=True)
class Hits:
    """The postings of some terms in one partition whose first document is at ``start``.

    The documents of ``terms[i]`` end at ``ends[i]``; ``steps`` says how well it describes each.
    """

    start: int
    size: int
    terms: Numbers
    ends: Numbers
    docs: npt.NDArray[np.unsignedinteger]
    steps: npt.NDArray[np.uint8]


def weigh(snapshot: Snapshot, language: str, readings: Sequence[Reading]) -> Weighed:
    """Return the terms of readings as a language of the index weighs them."""
    words = [reading.word for reading in readings]
    grams, owners = gram_terms(words)
    every = np.concatenate([word_terms(words), grams])
    reading = np.concatenate([np.arange(len(words)), owners])
    terms, use = np.unique(every, return_inverse=True)
    rarity = snapshot.rarity(language, terms)
    given = np.array([reading.weight / reading.size**0.5 for reading in readings])[reading]
    given[: len(words)] *= WORD_WEIGHT
    weights = np.zeros(len(terms))
    np.maximum.at(weights, use, given)
    return Weighed(terms, rarity, weights * rarity, use, reading)


def hits(snapshot: Snapshot, language: str, weighed: Weighed) -> list[Hits]:
    """Return where in a language the terms stand."""
    return [
        _hits(partition, start, weighed.terms) for start, partition in snapshot.partitions(language)
    ]


def _hits(partition: Partition, start: int, terms: Hashes) -> Hits:
    found = partition.find(terms)
    known = np.flatnonzero(found >= 0)
    starts, ends = partition.starts[found[known]], partition.starts[found[known] + 1]
    spans = [slice(a, b) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    return Hits(
        start=start,
        size=len(partition.holders),
        terms=known,
        ends=np.cumsum(ends - starts),
        docs=np.concatenate([partition.docs[:0], *(partition.docs[span] for span in spans)]),
        steps=np.concatenate([partition.impacts[:0], *(partition.impacts[span] for span in spans)]),
    )


def scores(snapshot: Snapshot, weighed: Weighed, found: Sequence[Hits]) -> Scores:
    """Return the score of every document of the snapshot by its hits in one language."""
    total = np.zeros(len(snapshot.pks))
    for part in found:
        scale = weighed.weights[part.terms] * ((K1 + 1) / STEPS)
        points = part.steps * np.repeat(scale, np.diff(part.ends, prepend=0))
        sums = np.bincount(part.docs, weights=points, minlength=part.size)
        total[part.start : part.start + part.size] = sums
    return np.where(snapshot.alive, total, 0.0)


def shares(
    readings: Sequence[Reading], weighed: Weighed, found: Sequence[Hits], place: int
) -> dict[int, float]:
    """Return how far each word of the query is in a document: 1 for the word itself.

    A word that only resembles one in the document counts by the share of its 4-grams there.
    """
    present = np.zeros(len(weighed.terms), dtype=bool)
    for part in found:
        if part.start <= place < part.start + part.size:
            doc = part.docs.dtype.type(place - part.start)  # compared as narrow as it is kept
            at = np.flatnonzero(part.docs == doc)
            present[part.terms[np.searchsorted(part.ends, at, side="right")]] = True
    count = len(readings)
    rarity, there = weighed.rarity[weighed.use], present[weighed.use]
    grams, owners = rarity[count:], weighed.reading[count:]
    total = np.bincount(owners, weights=grams, minlength=count)
    mine = np.bincount(owners, weights=grams * there[count:], minlength=count)
    alike = np.divide(mine, total, out=np.zeros(count), where=total > 0)
    share = np.where(there[:count], 1.0, np.where(alike >= _LEAST_SHARE, alike, 0.0))
    return _of_tokens(readings, share, rarity[:count])


def _of_tokens(readings: Sequence[Reading], share: Scores, rarity: Scores) -> dict[int, float]:
    """Return the best share for each token; the words of a phrase count together."""
    parts: dict[tuple[int, int], tuple[float, float]] = {}
    for number, (reading, part, rare) in enumerate(
        zip(readings, share.tolist(), rarity.tolist(), strict=True)
    ):
        key = (reading.token, reading.phrase or -number - 1)
        mine, total = parts.get(key, (0.0, 1e-9))
        parts[key] = mine + reading.weight * part * rare, total + rare
    tokens: dict[int, float] = {}
    for (token, _), (mine, total) in parts.items():
        tokens[token] = max(tokens.get(token, 0.0), mine / total)
    return tokens
