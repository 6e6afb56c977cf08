"""Marks in a text what a query matched, and cuts the piece around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from opencity.search.analysis import words

SNIPPET_LENGTH = 220
_READ = 3000
_ALIKE = 0.5
_PIECE = re.compile(r"[^\W_]+(?:['’ʼ.-][^\W_]+)*")
_EDGE = "_"
_ROOT = 3


@dataclass(frozen=True)
class Segment:
    """A stretch of text, marked when the query matched it."""

    text: str
    marked: bool = False


class Marker:
    """Tells which words of a text a query matched: the words themselves and those like them.

    Those are alike that begin alike and share half of their 4-grams.
    """

    def __init__(self, wanted: Iterable[str]) -> None:
        self._words = frozenset(wanted)
        self._alike: dict[str, list[frozenset[str]]] = defaultdict(list)
        for word in self._words:
            grams = _grams(word)
            if len(grams) > 2:
                self._alike[word[:_ROOT]].append(grams)
        self._known: dict[str, bool] = {}

    def matches(self, piece: str) -> bool:
        """Tell whether a word as written matches."""
        if piece not in self._known:
            self._known[piece] = any(map(self._is_wanted, _folded(piece)))
        return self._known[piece]

    def _is_wanted(self, word: str) -> bool:
        if word in self._words:
            return True
        others = self._alike.get(word[:_ROOT])
        if not others:
            return False
        grams = _grams(word)
        return any(2 * len(grams & other) >= _ALIKE * (len(grams) + len(other)) for other in others)

    def segments(self, text: str) -> list[Segment]:
        """Return a text in stretches that are marked or not."""
        found: list[Segment] = []
        last = 0
        for piece in _PIECE.finditer(text):
            if self.matches(piece[0]):
                found += [Segment(text[last : piece.start()]), Segment(piece[0], marked=True)]
                last = piece.end()
        found.append(Segment(text[last:]))
        return [segment for segment in found if segment.text]

    def snippet(self, body: str) -> list[Segment]:
        """Return the stretch of a text with most different matches, cut between words."""
        text = " ".join(body[:_READ].split())
        start = self._densest(text)
        end = min(len(text), start + SNIPPET_LENGTH)
        if end < len(text):
            end = max(text.rfind(" ", start, end), start + SNIPPET_LENGTH // 2)
        cut = text[start:end].strip()
        before = "… " if start else ""
        after = " …" if end < len(text.rstrip()) or len(body) > _READ else ""
        return self.segments(f"{before}{cut}{after}") if cut else []

    def _densest(self, text: str) -> int:
        """Return where the stretch with most different matches begins."""
        hits = [
            (piece.start(), piece[0].casefold())
            for piece in _PIECE.finditer(text)
            if self.matches(piece[0])
        ]
        best, start = 0, 0
        for place, _ in hits:
            within = {word for at, word in hits if place <= at < place + SNIPPET_LENGTH // 2}
            if len(within) > best:
                best, start = len(within), place
        return _begin(text, start)


def _begin(text: str, place: int) -> int:
    """Return the beginning of the sentence around a place, or of a word shortly before it."""
    if place < SNIPPET_LENGTH // 2:
        return 0
    floor = place - SNIPPET_LENGTH // 3
    sentence = max(text.rfind(mark, floor, place) for mark in (". ", "! ", "? "))
    return sentence + 2 if sentence >= 0 else text.find(" ", floor) + 1


@lru_cache(maxsize=50_000)
def _folded(piece: str) -> tuple[str, ...]:
    """Return the words of a piece; the same pieces stand in the results of many queries."""
    return tuple(words(piece))


def _grams(word: str) -> frozenset[str]:
    marked = f"{_EDGE}{word}{_EDGE}"
    return frozenset(marked[i : i + 4] for i in range(len(marked) - 3))
