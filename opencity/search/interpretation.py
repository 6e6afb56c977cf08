"""Reads a query: which words it holds, and what each may stand for in each language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from opencity.search import analysis
from opencity.search.ranking import Reading
from opencity.search.snapshot import Snapshot
from opencity.search.stopwords import content_words
from opencity.search.terms import gram_terms, word_terms
from opencity.search.transliteration import skeleton, spellings
from opencity.search.vocabulary import distance

LONGEST_QUERY = 500
MOST_WORDS = 24

# Languages that people also type in Latin letters, by the table of `transliteration`.
TRANSLITERATED = frozenset({"bg"})

_TYPED = re.compile(r"[^\W_]+(?:[@'][^\W_]+)*")
_MOST_READINGS = 3
_MOST_MEANINGS = 4
MEANT = 0.9
_LEAST_KNOWN = 0.6
_MOST_CORRECTIONS = 6


@dataclass(frozen=True)
class Query:
    """A query as typed, and its words that carry meaning, folded, each once.

    A vague query says nothing of its subject ("how can I"); then all its words are looked for.
    """

    text: str
    words: tuple[str, ...]
    typed: tuple[str, ...]
    vague: bool = False


def parse(text: str) -> Query:
    """Return the query of a text; anything beyond 500 characters is not read."""
    text = " ".join(text.replace("\x00", " ")[:LONGEST_QUERY].split())
    found = list(dict.fromkeys(analysis.words(text)))
    meaning = content_words(found)
    words = (meaning or found)[:MOST_WORDS]
    forms = _typed_forms(text)
    typed = tuple(forms.get(word, word) for word in words)
    return Query(text, tuple(words), typed, vague=not meaning)


def _typed_forms(text: str) -> dict[str, str]:
    """Return, for each folded word, how it was typed: accents and signs may stand for letters."""
    forms: dict[str, str] = {}
    for typed in _TYPED.findall(analysis.normal(text)):
        for word in analysis.words(typed):
            forms.setdefault(word, typed)
    return forms


def read(snapshot: Snapshot, query: Query, language: str) -> list[Reading]:
    """Return the readings of a query's words in one language of the index."""
    readings: list[Reading] = []
    for token, word in enumerate(query.words):
        readings.append(Reading(token, word))
        if language in TRANSLITERATED and analysis.is_latin(word):
            typed = query.typed[token]
            cyrillic = _cyrillic(snapshot, language, typed, _is_foreign(snapshot, word))
            readings += [Reading(token, spelling) for spelling in cyrillic]
    return readings


def meant(
    snapshot: Snapshot, query: Query, readings: Mapping[str, Sequence[Reading]]
) -> dict[str, list[Reading]]:
    """Return, by language, the words that the wordbook knows for the phrases of a query."""
    forms: list[set[str]] = [set() for _ in query.words]
    for found in readings.values():
        for reading in found:
            forms[reading.token].add(reading.word)
    more: dict[str, list[Reading]] = {code: [] for code in readings}
    phrase = 0
    for match in snapshot.wordbook.matches(forms):
        for code, phrases in snapshot.wordbook.meanings(match).items():
            for words in phrases[:_MOST_MEANINGS] if code in more else ():
                phrase += 1
                weight = MEANT * match.likeness
                more[code] += [
                    Reading(token, word, weight, phrase, len(words))
                    for token in match.tokens
                    for word in words
                ]
    return more


def _is_foreign(snapshot: Snapshot, word: str) -> bool:
    """Tell whether a Latin word stands as it is in texts of languages in Latin letters."""
    term = word_terms([word])
    others = (code for code in snapshot.languages if code not in TRANSLITERATED)
    return any(snapshot.document_counts(code, term)[0] for code in others)


def _cyrillic(snapshot: Snapshot, language: str, typed: str, foreign: bool) -> list[str]:
    """Return what a Latin word may spell: words of the index, else whatever resembles them."""
    candidates = spellings(typed)
    if not candidates:
        return []
    counts = snapshot.document_counts(language, word_terms(candidates))
    book = snapshot.wordbook
    pairs = zip(candidates, counts, strict=True)
    known = [word for word, count in pairs if count or book.has(language, word)]
    if known or foreign:
        return known[:_MOST_READINGS]
    return _likely(snapshot, language, candidates) or _same_bones(snapshot, language, candidates)


def _likely(snapshot: Snapshot, language: str, candidates: list[str]) -> list[str]:
    """Return the spelling whose 4-grams the language knows best, as for inflected words."""
    grams, owners = gram_terms(candidates)
    if not len(grams):
        return []
    known = snapshot.document_counts(language, grams) > 0
    every = np.bincount(owners, minlength=len(candidates)).clip(1)
    share = np.bincount(owners, weights=known, minlength=len(candidates)) / every
    best = int(share.argmax())
    return [candidates[best]] if share[best] >= _LEAST_KNOWN else []


def _same_bones(snapshot: Snapshot, language: str, candidates: list[str]) -> list[str]:
    """Return words of the index with the same consonants, the nearest spellings first."""
    words = snapshot.with_skeleton(language, {skeleton(word) for word in candidates})
    near = [(min(distance(word, c, 2) for c in candidates[:40]), word) for word in words]
    return [word for slips, word in sorted(near) if slips <= 2][:_MOST_READINGS]


@dataclass(frozen=True)
class Fix:
    """What a mistyped word may have meant, and by how many slips the two differ."""

    word: str
    slips: int


def corrections(snapshot: Snapshot, query: Query, tokens: Iterable[int]) -> dict[int, Fix]:
    """Return, for the words at some places, the known word that a typo may have meant."""
    found: dict[int, Fix] = {}
    for token in list(tokens)[:_MOST_CORRECTIONS]:
        near = [
            slip
            for language in snapshot.languages
            for form in _forms(query, token, language)
            for slip in snapshot.near(language, form)
        ]
        if near:
            slips, _, word = min(near)
            found[token] = Fix(word, slips)
    return found


def known_share(snapshot: Snapshot, query: Query) -> float:
    """Return the share of a query's words that stand in the index or the wordbook as typed."""
    terms = word_terms(query.words)
    known = np.array([word in snapshot.wordbook for word in query.words])
    for language in snapshot.languages:
        known |= snapshot.document_counts(language, terms) > 0
    return float(known.mean()) if len(known) else 0.0


def _forms(query: Query, token: int, language: str) -> list[str]:
    """Return a word of the query as it may have been meant in the script of a language."""
    word = query.words[token]
    if language in TRANSLITERATED and analysis.is_latin(word):
        return [word, *spellings(query.typed[token])[:6]]
    return [word]
