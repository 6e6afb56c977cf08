"""Phrases that people say and what they mean: the glossary's aligned terms and the synonyms.

A phrase of a query leads to other phrases, in its own and in other languages, whether or not any
document is translated yet. Words are compared as they are folded; their endings may differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from opencity.search.analysis import words
from opencity.search.stopwords import content_words
from opencity.search.vocabulary import Vocabulary

Phrase = tuple[str, ...]
Phrases = Mapping[str, Sequence[str]]

_ROOT = 3
_STEM = 4
_LEAST_ALIKE = 0.6


@dataclass(frozen=True)
class Concept:
    """What people may say, by language, and the words that then stand in the texts."""

    said: Phrases
    means: Phrases


@dataclass(frozen=True)
class Match:
    """A phrase found in a query: the places of its words there, how well, and its concept."""

    tokens: tuple[int, ...]
    likeness: float
    concept: int


class Wordbook:
    """All concepts, ready to be looked up by the words of a query."""

    def __init__(self, concepts: Iterable[Concept] = ()) -> None:
        self.means: list[dict[str, list[Phrase]]] = []
        self._phrases: list[tuple[Phrase, int]] = []
        self._with_word: dict[str, list[int]] = defaultdict(list)
        self._with_root: dict[str, list[str]] = defaultdict(list)
        self._saying: dict[Phrase, list[int]] = defaultdict(list)
        self._said: dict[str, dict[str, None]] = {}
        for concept in concepts:
            self._add(concept)
        self._vocabularies = {
            code: Vocabulary.of(list(known)) for code, known in self._said.items()
        }
        for word in self._with_word:
            self._with_root[word[:_ROOT]].append(word)

    def __contains__(self, word: str) -> bool:
        return word in self._with_word

    def has(self, language: str, word: str) -> bool:
        """Tell whether a word stands in a phrase that people say in a language."""
        return word in self._said.get(language, ())

    def near(self, language: str, word: str) -> list[tuple[int, str]]:
        """Return (distance, word) of the words of a language that a typo may have meant."""
        known = self._vocabularies.get(language)
        return known.near(word) if known else []

    def _add(self, concept: Concept) -> None:
        number = len(self.means)
        self.means.append({code: _phrases(texts) for code, texts in concept.means.items()})
        known: set[Phrase] = set()
        for language, texts in concept.said.items():
            for phrase in _phrases(texts):
                self._said.setdefault(language, {}).update(dict.fromkeys(phrase))
                if phrase not in known:
                    known.add(phrase)
                    self._saying[phrase].append(number)
                    for word in phrase:
                        self._with_word[word].append(len(self._phrases))
                    self._phrases.append((phrase, number))

    def matches(self, forms: Sequence[Iterable[str]]) -> list[Match]:
        """Return the concepts that a query names; ``forms`` are the ways to read each of its words.

        A phrase inside a longer one that is there too says nothing of its own.
        """
        seen: dict[int, dict[str, tuple[float, int]]] = defaultdict(dict)
        for token, readings in enumerate(forms):
            for word, likeness in self._known(readings).items():
                for number in self._with_word[word]:
                    found = seen[number]
                    found[word] = max(found.get(word, (0.0, token)), (likeness, token))
        matches = []
        for number, found in seen.items():
            phrase, concept = self._phrases[number]
            tokens = tuple(sorted({token for _, token in found.values()}))
            if len(found) == len(tokens) == len(phrase):
                likeness = sum(likeness for likeness, _ in found.values()) / len(phrase)
                matches.append(Match(tokens, likeness, concept))
        return _longest(matches)

    def _known(self, readings: Iterable[str]) -> dict[str, float]:
        """Return the words of phrases that a word may be, and how alike they are."""
        known: dict[str, float] = {}
        for reading in readings:
            for word in self._with_root.get(reading[:_ROOT], ()):
                likeness = _likeness(word, reading)
                if likeness:
                    known[word] = max(known.get(word, 0.0), likeness)
        return known

    def meanings(self, match: Match) -> dict[str, list[Phrase]]:
        """Return the phrases that a match stands for, by language.

        What a synonym means may itself be a term of the glossary, which knows other languages.
        """
        found = {code: list(phrases) for code, phrases in self.means[match.concept].items()}
        for phrase in [phrase for phrases in found.values() for phrase in phrases]:
            for concept in self._saying.get(phrase, ()):
                for code, phrases in self.means[concept].items():
                    known = found.setdefault(code, [])
                    known += [phrase for phrase in phrases if phrase not in known]
        return found


def _phrases(texts: Iterable[str]) -> list[Phrase]:
    """Return texts as folded words that carry meaning, each phrase once."""
    found = [words(text) for text in texts]
    phrases = (tuple(dict.fromkeys(content_words(each) or each)) for each in found)
    return list(dict.fromkeys(phrase for phrase in phrases if phrase))


def _likeness(word: str, other: str) -> float:
    """Return how much of two words is the same from their beginning on; 0 for other words.

    Roots of three letters are enough where vowels are not written.
    """
    if word == other:
        return 1.0
    pairs = enumerate(zip(word, other, strict=False))
    ends = min(len(word), len(other))
    same = next((place for place, (one, two) in pairs if one != two), ends)
    alike = same / max(len(word), len(other))
    least = _ROOT if "\u0600" <= word[0] <= "\u06ff" else _STEM
    return alike if same >= least and alike >= _LEAST_ALIKE else 0.0


def _longest(matches: Iterable[Match]) -> list[Match]:
    """Return the matches that no longer one contains, the likest of each concept."""
    kept: dict[tuple[tuple[int, ...], int], Match] = {}
    for match in sorted(matches, key=lambda match: (-len(match.tokens), -match.likeness)):
        longer = (set(match.tokens) < set(other.tokens) for other in kept.values())
        if not any(longer):
            kept.setdefault((match.tokens, match.concept), match)
    return list(kept.values())
