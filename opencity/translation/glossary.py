"""Finds the glossary's words in texts and judges translations by them. Pure functions.

Words are compared without regard to case, marks and the ends that grammar changes: the official
word is looked for in the source, where it must begin alike; in a translation it is enough that the
stem of each word occurs, since Arabic and Turkish put more before and behind it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_MARK = "\u0300-\u036f\u064b-\u065f\u0670"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARK}]|['’ʼ\-](?=[^\W_]))*")
_TAG = re.compile(r"<[^>]*>")
_SHORT = 4
"""A word of so many letters or fewer has no stem: it stands as it is or not at all."""
_ENDINGS = ((6, 1), (8, 2))
"""How many letters grammar may take from words of at most so many letters; from longer ones
``_LONGEST_ENDING``, which is also what it may add to any word."""
_LONGEST_ENDING = 3
_MARKS = frozenset({"Mn", "Lm"})


@dataclass(frozen=True, eq=False)
class Term:
    """A word of the glossary; ``official`` and ``abbreviation`` are of the source language."""

    code: str
    official: str
    abbreviation: str
    names: Mapping[str, str]
    variants: Mapping[str, Sequence[str]]
    keep: bool

    def wanted(self, language: str) -> str:
        """Return the word that translations into a language should use, empty for none."""
        return self.names.get(language, "")

    def accepted(self, language: str) -> list[str]:
        """Return every word that counts as this term's translation."""
        found = [self.wanted(language), *self.variants.get(language, ())]
        return [word for word in found if word]

    def signs(self) -> list[str]:
        """Return what shows the official word: itself or its abbreviation."""
        return [word for word in (self.official, self.abbreviation) if word]


class Fault(StrEnum):
    """What a translation does not do."""

    OFFICIAL_WORD_MISSING = "official_word_missing"
    TRANSLATION_NOT_USED = "translation_not_used"


@dataclass(frozen=True)
class Warned:
    """A term that a translation treats otherwise than the glossary says."""

    term: Term
    fault: Fault


@dataclass(frozen=True)
class Place:
    """Where a term stands in a text."""

    start: int
    end: int
    term: Term


@lru_cache(maxsize=16_384)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text or of markup, small and without marks."""
    return tuple(word for word, _start, _end in places_of_words(text))


def places_of_words(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text or of markup, each with where it begins and ends."""
    plain = _TAG.sub(lambda tag: " " * len(tag[0]), text)
    return [(_bare(found[0]), *found.span()) for found in _WORD.finditer(plain)]


@lru_cache(maxsize=65_536)
def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(sign for sign in parts if unicodedata.category(sign) not in _MARKS)
    return unicodedata.normalize("NFC", bare)


def stem(word: str) -> str:
    """Return what of a word grammar leaves alone; a short one is its own stem."""
    if len(word) <= _SHORT:
        return word
    ending = next((cut for most, cut in _ENDINGS if len(word) <= most), _LONGEST_ENDING)
    return word[:-ending]


def begins_alike(word: str, wanted: str) -> bool:
    """Tell whether a word is a form of another one, judged by its beginning and its length."""
    if len(wanted) <= _SHORT:
        return word == wanted
    return word.startswith(stem(wanted)) and len(word) <= len(wanted) + _LONGEST_ENDING


class Glossary:
    """The terms, ready to be found in many texts."""

    def __init__(self, terms: Iterable[Term], source_language: str) -> None:
        self.terms = sorted(terms, key=lambda term: term.code)
        self._source = source_language
        self._by_beginning: dict[str, list[tuple[tuple[str, ...], Term]]] = defaultdict(list)
        for term in self.terms:
            for sign in term.signs():
                words = words_of(sign)
                if words:
                    self._by_beginning[words[0][:_SHORT]].append((words, term))

    def found_in(self, source: str) -> list[Term]:
        """Return the terms that stand in a source text, each once, in their order there."""
        return list(dict.fromkeys(place.term for place in self.places_in(source)))

    def places_in(self, source: str) -> list[Place]:
        """Return where terms stand in a source text.

        Of terms that begin at the same word the longest counts, and none inside of another.
        """
        placed = places_of_words(source)
        words, found, here = tuple(word for word, _start, _end in placed), [], 0
        while here < len(words):
            length, terms = self._longest_at(words, here)
            last = here + max(length, 1) - 1
            found += [Place(placed[here][1], placed[last][2], term) for term in terms]
            here = last + 1
        return found

    def _longest_at(self, words: tuple[str, ...], place: int) -> tuple[int, list[Term]]:
        best, terms = 0, list[Term]()
        for wanted, term in self._by_beginning.get(words[place][:_SHORT], ()):
            here = words[place : place + len(wanted)]
            if len(here) < len(wanted) or len(wanted) < best:
                continue
            if all(begins_alike(*pair) for pair in zip(here, wanted, strict=True)):
                terms = [*terms, term] if len(wanted) == best else [term]
                best = len(wanted)
        return best, terms

    def faults(self, source: str, translation: str, language: str) -> list[Warned]:
        """Return what a translation should say otherwise; nothing for an empty one."""
        if not translation or language == self._source:
            return []
        return [
            warned
            for term in self.found_in(source)
            for warned in _faults_of(term, words_of(translation), language)
        ]


def _faults_of(term: Term, words: tuple[str, ...], language: str) -> Iterator[Warned]:
    if term.keep and not any(contains(words, sign) for sign in term.signs()):
        yield Warned(term, Fault.OFFICIAL_WORD_MISSING)
    # An abbreviation that stays as it is says what is meant.
    accepted = [*term.accepted(language), *filter(None, [term.abbreviation])]
    if term.wanted(language) and not any(contains(words, word) for word in accepted):
        yield Warned(term, Fault.TRANSLATION_NOT_USED)


def contains(words: tuple[str, ...], wanted: str) -> bool:
    """Tell whether the stem of each word of a phrase occurs among these words, in any order."""
    return all(any(_has(word, part) for word in words) for part in words_of(wanted))


def _has(word: str, wanted: str) -> bool:
    return word == wanted if len(wanted) < _SHORT else stem(wanted) in word
