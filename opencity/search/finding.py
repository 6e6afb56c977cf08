"""Finds documents: reads the query in every language, ranks, and judges its own evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from opencity.search.interpretation import Fix, Query, corrections, known_share, meant, parse, read
from opencity.search.keyboards import retyped
from opencity.search.lexicon import ReadWords, carried
from opencity.search.ranking import Hits, Reading, Scores, Weighed, hits, scores, shares, weigh
from opencity.search.snapshot import Snapshot
from opencity.search.terms import word_terms

CONFIDENT = 0.5
CONFIDENT_SHORT = 0.52
CONFIDENT_CORRECTED = 0.65
"""The share of a query's rarity that one document must cover before the result is trusted.

One of two words is not enough ("bitcoin price" is no question about parking), and words that had
to be corrected prove less.
"""

_OTHER_LANGUAGE = 0.9
_CORRECTED = 0.8
_RETYPED = 0.8
_CARRIED = 2.0
_BEHIND = 0.95
_WEAK = 0.6
_SURE = 0.75
_LOOKED_AT = 3
_TAIL = 0.3


@dataclass(frozen=True)
class Found:
    """What a query found: places in the snapshot from the best on, and how far to trust it."""

    query: Query
    scores: Scores
    evidence: float = 0.0
    weak: tuple[int, ...] = ()
    fixes: Mapping[int, Fix] = field(default_factory=dict)
    retyped: str | None = None
    readings: Mapping[str, Sequence[Reading]] = field(default_factory=dict)

    @property
    def confident(self) -> bool:
        """Tell whether something really matches."""
        least = CONFIDENT_SHORT if len(self.query.words) <= 2 else CONFIDENT
        if self.fixes:
            least = CONFIDENT_CORRECTED
        return self.evidence >= least and not self.query.vague

    def best(self, among: np.ndarray | None = None) -> np.ndarray:
        """Return the places of the results, best first, down to the tail of chance matches."""
        scores = self.scores if among is None else np.where(among, self.scores, 0.0)
        least = max(float(scores.max(initial=0.0)) * _TAIL, 1e-9)
        places = np.flatnonzero(scores >= least)
        return places[np.lexsort((places, -scores[places]))]


def find(snapshot: Snapshot, text: str, language: str) -> Found:
    """Return what a text finds for a reader of a language.

    Only where the evidence is weak, other keyboard layouts are tried and typos are corrected.
    """
    found = _rank(snapshot, parse(text), language, {})
    if not found.query.words or not found.weak or found.evidence >= _SURE:
        return found
    return _retyped(snapshot, found, language) or _corrected(snapshot, found, language)


def _retyped(snapshot: Snapshot, found: Found, language: str) -> Found | None:
    """Return what was meant on another keyboard layout, if more of it is known than as typed."""
    if known_share(snapshot, found.query) >= _RETYPED / 2:
        return None
    letters = _letters(found.query.text)
    texts = [text for text in retyped(found.query.text) if _letters(text) >= letters]
    others = [(known_share(snapshot, parse(text)), text) for text in texts]
    known, text = max(others, default=(0.0, ""), key=lambda other: other[0])
    if known < _RETYPED:
        return None
    meant = _rank(snapshot, parse(text), language, {})
    return replace(meant, retyped=text) if meant.confident else None


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _corrected(snapshot: Snapshot, found: Found, language: str) -> Found:
    """Return what the query finds with its doubtful words corrected, when that is more."""
    fixes = corrections(snapshot, found.query, found.weak)
    if not fixes:
        return found
    better = _rank(snapshot, found.query, language, fixes)
    return better if better.evidence > found.evidence else found


def carry(snapshot: Snapshot, found: Found, read_words: ReadWords) -> Found:
    """Return also the documents that lack a text in the language in which the query is written.

    They stand behind the best of what matches directly, if that can be trusted.
    """
    source = _language_of(snapshot, found)
    lacking = snapshot.alive & ~snapshot.holders(source) if source else np.zeros(0, dtype=bool)
    if not lacking.any():
        return found
    targets = [code for code in found.readings if code != source]
    reached = np.zeros(len(found.scores))
    meanings = carried(snapshot, source, found.readings[source], targets, read_words)
    for code, readings in meanings.items():
        if readings:
            weighed = weigh(snapshot, code, readings)
            points = scores(snapshot, weighed, hits(snapshot, code, weighed))
            reached = np.maximum(reached, points * lacking * _CARRIED)
    reached *= snapshot.importance
    if found.confident:
        limit = _BEHIND * found.scores.max(initial=0.0)
        reached *= min(1.0, limit / max(reached.max(), 1e-9))
    return replace(found, scores=np.maximum(found.scores, reached))


def _language_of(snapshot: Snapshot, found: Found) -> str:
    """Return the language that knows most words of a query; empty when none knows any."""
    terms = word_terms(found.query.words)
    known = {
        code: int((snapshot.document_counts(code, terms) > 0).sum()) for code in found.readings
    }
    best = max(known, key=lambda code: known[code], default="")
    return best if best and known[best] else ""


@dataclass(frozen=True)
class _Rated:
    """What one language has of a query."""

    readings: Sequence[Reading]
    weighed: Weighed
    hits: Sequence[Hits]
    points: Scores


def _rank(snapshot: Snapshot, query: Query, language: str, fixes: Mapping[int, Fix]) -> Found:
    """Return the ranking of a query, each document by the language in which it fits best."""
    best: Scores = np.zeros(len(snapshot.pks))
    readings: dict[str, list[Reading]] = {}
    rated: list[_Rated] = []
    for code in snapshot.languages if query.words else ():
        readings[code] = read(snapshot, query, code)
        readings[code] += [
            Reading(token, fix.word, _CORRECTED**fix.slips) for token, fix in fixes.items()
        ]
    for code, more in meant(snapshot, query, readings).items():
        readings[code] += more
        weighed = weigh(snapshot, code, readings[code])
        found_hits = hits(snapshot, code, weighed)
        points = scores(snapshot, weighed, found_hits)
        rated.append(_Rated(readings[code], weighed, found_hits, points))
        best = np.maximum(best, points * (1.0 if code == language else _OTHER_LANGUAGE))
    found = Found(query, best * snapshot.importance, fixes=fixes, readings=readings)
    evidence, weak = _evidence(snapshot, found, rated)
    return replace(found, evidence=evidence, weak=weak)


def _evidence(
    snapshot: Snapshot, found: Found, rated: Sequence[_Rated]
) -> tuple[float, tuple[int, ...]]:
    """Return the share of the query that the best documents cover, and its doubtful words."""
    weights = _weights(snapshot, found)
    best, covered = 0.0, np.zeros(len(found.query.words))
    for place in found.best()[:_LOOKED_AT].tolist():
        part = np.zeros(len(found.query.words))
        for each in (each for each in rated if each.points[place]):
            for token, share in shares(each.readings, each.weighed, each.hits, place).items():
                part[token] = max(part[token], share)
        best = max(best, float((part * weights).sum() / weights.sum()))
        covered = np.maximum(covered, part)
    return best, tuple(np.flatnonzero(covered < _WEAK).tolist())


def _weights(snapshot: Snapshot, found: Found) -> Scores:
    """Return how much each word of the query says: its rarity where it is known best."""
    terms = word_terms(found.query.words)
    weights = np.full(len(terms), 1e-9)
    for code in found.readings:
        weights = np.maximum(weights, snapshot.rarity(code, terms, least=0))
    return weights
