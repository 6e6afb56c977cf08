"""Measures the search at a size that no city has yet: 10 000 services in six languages.

The documents are made of the words of Django's and Wagtail's own translations, common and rare
ones as in real language, with names of their own.
"""

from __future__ import annotations

import gettext
import random
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from opencity.search.analysis import count_words
from opencity.search.finding import find
from opencity.search.segment import Entry, Segment, build
from opencity.search.snapshot import Snapshot
from opencity.search.storage import pack, unpack

DOCUMENTS = 10_000
LANGUAGES = ("bg", "en", "uk", "ru", "tr", "ar")
_CATALOGUES = (("django", "conf"), ("django", "contrib/admin"), ("wagtail", "admin"))
_TITLE, _BODY = 5, 150
_WORD = re.compile(r"[^\W\d_]{2,}")


def measure(documents: int = DOCUMENTS, queries: int = 300) -> dict[str, float]:
    """Return times in milliseconds, the load in processor seconds and the arrays' megabytes.

    Queries are one to nine words of a document, every third one with a typo; they are asked in
    the language of the document. All times are of the processor. ``longest`` is a query of 500
    characters in which nothing fits.
    """
    chance = random.Random(1)  # noqa: S311  # the same documents in every run
    words = {code: _words(code) for code in LANGUAGES}
    texts = [_texts(words, chance) for _ in range(documents)]
    packed = [pack({code: count_words(*text) for code, text in one.items()}) for one in texts]
    began = time.process_time()
    entries = [Entry(i, "page", {}, unpack(words)) for i, words in enumerate(packed)]
    snapshot = Snapshot((build(entries),))
    loaded = time.process_time() - began
    del entries, packed
    find(snapshot, "warm up", "en")
    times = [_time(snapshot, *_query(texts, chance, i)) for i in range(queries)]
    longest = " ".join(_slip(chance.choice(words["en"]), chance) for _ in range(80))
    return {
        "documents": documents,
        "median_ms": statistics.median(times),
        "p95_ms": statistics.quantiles(times, n=20)[-1],
        "longest_ms": _time(snapshot, longest, "en"),
        "load_s": loaded,
        "memory_mb": size(snapshot.segments[0]) / 1e6,
    }


def size(segment: Segment) -> int:
    """Return the bytes that a segment's arrays take."""
    total = segment.pks.nbytes + segment.kinds.nbytes
    for part in segment.partitions.values():
        arrays = (part.terms, part.starts, part.docs, part.impacts, part.holders)
        words = (part.vocabulary.codes, part.vocabulary.starts, part.vocabulary.letters)
        total += sum(array.nbytes for array in (*arrays, *words))
    return total


def _words(language: str) -> list[str]:
    """Return the words of a language in the order in which the catalogues use them."""
    found: dict[str, None] = {}
    for text in _messages(language):
        found.update(dict.fromkeys(_WORD.findall(text.lower())))
    return list(found)


def _messages(language: str) -> Iterator[str]:
    """Yield the texts of the catalogues; English is what all of them translate from."""
    for package, folder in _CATALOGUES:
        spec = find_spec(package)
        home = Path(spec.origin).parent if spec and spec.origin else Path()
        code = "de" if language == "en" else language
        with (home / folder / "locale" / code / "LC_MESSAGES" / "django.mo").open("rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # there is no public way to list it
        for source, text in catalogue.items():
            yield (
                str(source[0] if isinstance(source, tuple) else source)
                if (language == "en")
                else text
            )


def _texts(words: dict[str, list[str]], chance: random.Random) -> dict[str, tuple[str, str]]:
    """Return title and body of one document in every language, with a name of its own."""
    return {
        code: (
            " ".join([*_pick(many, _TITLE, chance), _name(many, chance)]),
            " ".join([*_pick(many, _BODY, chance), _name(many, chance)]),
        )
        for code, many in words.items()
    }


def _pick(words: Sequence[str], count: int, chance: random.Random) -> list[str]:
    """Return words, the first of the list far more often than the last, as in any language."""
    return [words[int(len(words) ** chance.random()) - 1] for _ in range(count)]


def _name(words: Sequence[str], chance: random.Random) -> str:
    """Return a word of two halves, as rare as a name."""
    first, last = chance.choice(words), chance.choice(words)
    return first[: len(first) // 2 + 1] + last[len(last) // 2 :]


def _query(
    texts: Sequence[dict[str, tuple[str, str]]], chance: random.Random, number: int
) -> tuple[str, str]:
    """Return a query and its language."""
    language = chance.choice(LANGUAGES)
    title, body = chance.choice(texts)[language]
    many = f"{title} {body}".split()
    words = chance.sample(many, chance.randint(1, 9))
    if number % 3 == 0:
        words[0] = _slip(words[0], chance)
    return " ".join(words), language


def _slip(word: str, chance: random.Random) -> str:
    """Return a word with two letters swapped."""
    at = chance.randrange(max(1, len(word) - 1))
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


def _time(snapshot: Snapshot, query: str, language: str) -> float:
    """Return the milliseconds that a query takes."""
    began = time.process_time()
    find(snapshot, query, language)
    return (time.process_time() - began) * 1000
