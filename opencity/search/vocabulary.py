"""The words of one language in the index, kept narrow, and those that resemble a given word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from opencity.search.terms import Hashes, word_terms
from opencity.search.transliteration import skeleton

_SHORT = 4
_LONG = 9
_MANY = 400


@dataclass(frozen=True)
class Vocabulary:
    """Words as code points end to end, with the bits of the letters that each one uses."""

    codes: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.int32]
    letters: Hashes

    @classmethod
    def of(cls, words: Sequence[str]) -> Vocabulary:
        """Return the vocabulary of distinct words."""
        codes = np.frombuffer("".join(words).encode("utf-32-le"), dtype=np.uint32)
        starts = np.zeros(len(words) + 1, dtype=np.int32)
        np.cumsum([len(word) for word in words], out=starts[1:])
        bits = np.uint64(1) << (codes % 64).astype(np.uint64)
        letters = np.bitwise_or.reduceat(bits, starts[:-1]) if words else bits
        return cls(codes, starts, letters)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def word(self, place: int) -> str:
        """Return the word at a place."""
        codes = self.codes[self.starts[place] : self.starts[place + 1]]
        return codes.tobytes().decode("utf-32-le")

    def near(self, word: str) -> list[tuple[int, str]]:
        """Return (distance, word) of the words within the distance that a typo makes.

        One slip in short words, two from nine letters on; none below four letters.
        """
        if len(word) < _SHORT or not len(self):
            return []
        most = 2 if len(word) >= _LONG else 1
        letters = Vocabulary.of([word]).letters[0]
        strange = np.bitwise_count(self.letters ^ letters) <= 2 * most
        similar = np.abs(np.diff(self.starts) - len(word)) <= most
        found = (self.word(int(place)) for place in np.flatnonzero(strange & similar)[:_MANY])
        pieces = _pieces(word, 2 * most + 1)
        likely = (other for other in found if any(piece in other for piece in pieces))
        near = ((distance(word, other, most), other) for other in likely)
        return sorted(pair for pair in near if pair[0] <= most)

    def with_skeleton(self, bones: set[str]) -> list[str]:
        """Return the words whose consonants are one of these skeletons."""
        wanted = word_terms(sorted(bone for bone in bones if len(bone) >= _SHORT))
        places = np.flatnonzero(np.isin(self._skeletons, wanted))
        return [self.word(int(place)) for place in places[:_MANY]]

    @cached_property
    def _skeletons(self) -> Hashes:
        return word_terms([skeleton(self.word(place)) for place in range(len(self))])


def _pieces(word: str, count: int) -> list[str]:
    """Cut a word into pieces; a slip hurts two of them at most, so that one stays whole."""
    size, more = divmod(len(word), count)
    ends = [size * i + min(i, more) for i in range(count + 1)]
    return [word[start:end] for start, end in pairwise(ends)]


def distance(a: str, b: str, most: int) -> int:
    """Return the slips (missing, extra, wrong or swapped letters) between words.

    The restricted Damerau-Levenshtein distance; anything above ``most`` is only "more".
    """
    last: list[int] = []
    row = list(range(len(b) + 1))
    for i, sign in enumerate(a, 1):
        older, last, row = last, row, [i]
        for j, other in enumerate(b, 1):
            slip = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (sign != other))
            if i > 1 and j > 1 and sign == b[j - 2] and a[i - 2] == other:
                slip = min(slip, older[j - 2] + 1)
            row.append(slip)
        if min(row) > most:
            return most + 1
    return row[-1]
