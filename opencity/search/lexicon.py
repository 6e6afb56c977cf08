"""Carries a query into languages in which it has no words, by the site's own translations.

Documents that stand in several languages say what a word means: the words that stand in the
translations of the documents where it stands, the rarer elsewhere the better. Nothing is learned
beforehand, so a new translation or glossary entry counts from its commit on. It needs some tens
of translated documents to be of use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from opencity.search.ranking import Reading, hits, scores, weigh
from opencity.search.segment import Words
from opencity.search.snapshot import Snapshot
from opencity.search.terms import word_terms

ReadWords = Callable[[Sequence[int]], Mapping[int, Mapping[str, Words]]]
"""Gives the words of rows, by language."""

_TEACHERS = 30
_MEANINGS = 4
_LEAST_SURE = 0.5
_FULL_COUNT = 3


def carried(
    snapshot: Snapshot,
    source: str,
    readings: Sequence[Reading],
    targets: Sequence[str],
    read_words: ReadWords,
) -> dict[str, list[Reading]]:
    """Return readings in other languages of a query that is read in one."""
    teachers = _teachers(snapshot, source, readings)
    places = sorted({place for found in teachers.values() for place in found})
    pks = {place: int(snapshot.pks[place]) for place in places}
    words = read_words(list(pks.values()))
    by_place = {place: words[pk] for place, pk in pks.items() if pk in words}
    return {
        target: [
            reading
            for token, found in teachers.items()
            for reading in _meanings(snapshot, target, token, found, by_place)
        ]
        for target in targets
    }


def _teachers(
    snapshot: Snapshot, source: str, readings: Sequence[Reading]
) -> dict[int, dict[int, float]]:
    """Return, for each word of the query, the documents where it stands best and how well."""
    teachers: dict[int, dict[int, float]] = {}
    for token in sorted({reading.token for reading in readings}):
        mine = [reading for reading in readings if reading.token == token]
        weighed = weigh(snapshot, source, mine)
        points = scores(snapshot, weighed, hits(snapshot, source, weighed))
        best = np.argsort(-points, kind="stable")[:_TEACHERS]
        best = best[points[best] > points[best[:1]] / 2]
        teachers[token] = {int(place): float(points[place] / points[best[0]]) for place in best}
    return teachers


def _meanings(
    snapshot: Snapshot,
    target: str,
    token: int,
    teachers: Mapping[int, float],
    words: Mapping[int, Mapping[str, Words]],
) -> list[Reading]:
    """Return the words of a language that best go with one word of the query."""
    sure: dict[str, float] = defaultdict(float)
    total = 0.0
    for place, weight in teachers.items():
        found = words.get(place, {}).get(target)
        if found:
            total += weight
            for word, count in zip(*found, strict=True):
                sure[word] += weight * min(count, _FULL_COUNT) / _FULL_COUNT
    names = [word for word, part in sure.items() if part >= _LEAST_SURE * total]
    if not names:
        return []
    rarity = snapshot.rarity(target, word_terms(names))
    value = np.array([sure[name] / total for name in names]) * rarity
    best = np.argsort(-value, kind="stable")[:_MEANINGS]
    return [Reading(token, names[i], sure[names[i]] / total) for i in best]
