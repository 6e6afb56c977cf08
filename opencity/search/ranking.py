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
from opencity.search.terms import Hashes, gram_terms, word_terms

Scores = npt.NDArray[np.float64]

WORD_WEIGHT = 4.0
"""How much a whole word counts beside one of its 4-grams."""

_LEAST_SHARE = 0.4
"""A word of which a document has less than this share of 4-grams is not in it at all."""


@dataclass(frozen=True)
class Reading:
    """One way to read a word of the query in one language; ``token`` is the word's place."""

    token: int
    word: str
    weight: float = 1.0


@dataclass(frozen=True)
class Weighed:
    """The terms of readings, with their rarity; ``reading`` is the place of a term's reading."""

    terms: Hashes
    reading: npt.NDArray[np.int64]
    is_word: npt.NDArray[np.bool_]
    rarity: Scores


def weigh(snapshot: Snapshot, language: str, readings: Sequence[Reading]) -> Weighed:
    """Return the terms of readings as a language of the index weighs them."""
    words = [reading.word for reading in readings]
    grams, owners = gram_terms(words)
    terms = np.concatenate([word_terms(words), grams])
    return Weighed(
        terms=terms,
        reading=np.concatenate([np.arange(len(words)), owners]),
        is_word=np.arange(len(terms)) < len(words),
        rarity=snapshot.rarity(language, terms),
    )


def scores(
    snapshot: Snapshot, language: str, readings: Sequence[Reading], weighed: Weighed
) -> Scores:
    """Return the score of every document of the snapshot in one language."""
    total = np.zeros(len(snapshot.pks))
    weights = np.array([reading.weight for reading in readings])[weighed.reading]
    weights = weights * weighed.rarity * np.where(weighed.is_word, WORD_WEIGHT, 1.0)
    terms, first = np.unique(weighed.terms, return_index=True)
    for start, partition in snapshot.partitions(language):
        total[start : start + len(partition.holders)] += _sum(partition, terms, weights[first])
    return np.where(snapshot.alive, total, 0.0)


def _sum(partition: Partition, terms: Hashes, weights: Scores) -> Scores:
    """Return the weighted sum of the terms' impacts for each document of a partition."""
    places = partition.find(terms)
    known = np.flatnonzero(places >= 0)
    starts, ends = partition.starts[places[known]], partition.starts[places[known] + 1]
    spans = [slice(a, b) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    if not spans:
        return np.zeros(len(partition.holders))
    docs = np.concatenate([partition.docs[span] for span in spans])
    impacts = np.concatenate([partition.impacts[span] for span in spans])
    scale = np.repeat(weights[known] * ((K1 + 1) / STEPS), ends - starts)
    total = np.bincount(docs, weights=impacts * scale, minlength=len(partition.holders))
    return total.astype(np.float64, copy=False)


def shares(
    snapshot: Snapshot, language: str, readings: Sequence[Reading], weighed: Weighed, place: int
) -> dict[int, float]:
    """Return how far each word of the query is in a document: 1 for the word itself.

    A word that only resembles one in the document counts by the share of its 4-grams there.
    """
    present = np.zeros(len(weighed.terms), dtype=bool)
    for start, partition in snapshot.partitions(language):
        if start <= place < start + len(partition.holders):
            present |= _holds(partition, weighed.terms, place - start)
    found: dict[int, float] = {}
    for number, reading in enumerate(readings):
        mine = weighed.reading == number
        share = reading.weight * _share(mine, present, weighed)
        found[reading.token] = max(found.get(reading.token, 0.0), share)
    return found


def _holds(partition: Partition, terms: Hashes, doc: int) -> npt.NDArray[np.bool_]:
    """Tell which terms stand in one document of a partition."""
    holds = np.zeros(len(terms), dtype=bool)
    wanted = partition.docs.dtype.type(doc)  # a wider number would make a copy of the postings
    for number, place in enumerate(partition.find(terms).tolist()):
        if place >= 0:
            docs = partition.docs[partition.starts[place] : partition.starts[place + 1]]
            at = int(docs.searchsorted(wanted))
            holds[number] = at < len(docs) and int(docs[at]) == doc
    return holds


def _share(mine: npt.NDArray[np.bool_], present: npt.NDArray[np.bool_], weighed: Weighed) -> float:
    if (mine & weighed.is_word & present).any():
        return 1.0
    grams = mine & ~weighed.is_word
    total = float(weighed.rarity[grams].sum())
    share = float(weighed.rarity[grams & present].sum()) / total if total else 0.0
    return share if share >= _LEAST_SHARE else 0.0
