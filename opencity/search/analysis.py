"""Turns text into comparable words: one folding for documents and queries of all languages.

Case, accents, apostrophes, doubled letters and the letters in which sister alphabets differ are
folded away, so that what people really type meets what the city wrote.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

VERSION = 2
"""Changes whenever the same text would give other words; an older index is then rebuilt."""

TITLE_WEIGHT = 5
_LONGEST_WORD = 40

# Newcomers type Ukrainian, Russian, Serbian or Macedonian letters for Bulgarian words.
_CYRILLIC = {
    "ы": "и", "э": "е", "і": "и", "є": "е", "ґ": "г", "ь": "ъ", "ј": "и", "љ": "л", "њ": "н",
    "ћ": "ч", "ђ": "дж", "џ": "дж", "ѕ": "дз", "ў": "у",
}  # fmt: skip
_ARABIC = {
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك",
    "ء": "", "ـ": "", "\u200c": "", "\u200d": "",
}  # fmt: skip
_LATIN = {"ı": "i", "đ": "d", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
_APOSTROPHES = dict.fromkeys("’ʼ‘`´ʹ′＇‛", "'")
_MARKS = (
    (0x0300, 0x036F), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06ED), (0x200B, 0x200B), (0x200E, 0x200F), (0x00AD, 0x00AD),
)  # fmt: skip
_FOLD: dict[int, str] = {
    **{code: "" for first, last in _MARKS for code in range(first, last + 1)},
    **{ord(a): b for a, b in (_CYRILLIC | _ARABIC | _LATIN | _APOSTROPHES).items()},
    **{first + digit: str(digit) for first in (0x0660, 0x06F0) for digit in range(10)},
}
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)'(?=[a-z])")
_POSSESSIVE = re.compile(r"(?<=[a-z])'s\b")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_ARTICLE = re.compile(r"\b(?:[وف]?[بك]?ال|[وف]?لل)(?=[\u0621-\u064a]{3,})")
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]+"
)


def normal(text: str) -> str:
    """Return text in compatibility form, lower case and with one kind of apostrophe."""
    return (
        unicodedata.normalize("NFKC", text)
        .casefold()
        .translate({ord(a): b for a, b in _APOSTROPHES.items()})
    )


def fold(text: str) -> str:
    """Return text in the form in which words are compared."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    text = unicodedata.normalize("NFC", text.translate(_FOLD))
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    if "'" in text:
        text = _INNER_APOSTROPHE.sub("", _POSSESSIVE.sub("", _ELISION.sub("", text)))
    return _ARTICLE.sub("", _DOUBLED.sub(r"\1", text))


def words(text: str) -> list[str]:
    """Return the folded words of a text in their order; unspaced scripts give pairs of signs."""
    return [part for word in _WORD.findall(fold(text)) for part in _parts(word[:_LONGEST_WORD])]


def _parts(word: str) -> Iterator[str]:
    """Cut what a script without spaces runs together into overlapping pairs."""
    if word.isascii() or not _UNSPACED.search(word):
        yield word
        return
    place = 0
    for run in _UNSPACED.finditer(word):
        if run.start() > place:
            yield word[place : run.start()]
        signs = run[0]
        yield from (signs[i : i + 2] for i in range(max(1, len(signs) - 1)))
        place = run.end()
    if place < len(word):
        yield word[place:]


def count_words(title: str, body: str, code: str = "") -> dict[str, int]:
    """Return how often each word weighs in a document; its title and code count five times."""
    counts = Counter(words(body))
    for word in [*words(title), *words(code)]:
        counts[word] += TITLE_WEIGHT
    return {word: min(count, 255) for word, count in counts.items()}


def is_latin(word: str) -> bool:
    """Tell whether a word is written in Latin letters, digits among them allowed."""
    letters = [sign for sign in word if sign.isalpha()]
    return bool(letters) and all(sign < "\u0250" or "\u1e00" <= sign < "\u1f00" for sign in letters)


def is_cyrillic(word: str) -> bool:
    """Tell whether a word is written in Cyrillic letters."""
    letters = [sign for sign in word if sign.isalpha()]
    return bool(letters) and all("\u0400" <= sign <= "\u052f" for sign in letters)
