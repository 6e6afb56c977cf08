"""Terms of the index as 64-bit numbers: whole words and the 4-grams inside them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]

_EDGE = "\x01"
_SIZE = 4
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_GRAM_SALT = np.uint64(0x94D049BB133111EB)
_SHIFT = np.uint64(31)


def _mixed(numbers: Hashes) -> Hashes:
    numbers = (numbers ^ (numbers >> _SHIFT)) * _MIX
    return numbers ^ (numbers >> _SHIFT)


def _codes(words: Sequence[str]) -> Hashes:
    """Return the code points of words, with a mark before, between and after them."""
    text = _EDGE + _EDGE.join(words) + _EDGE
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)


def word_terms(words: Sequence[str]) -> Hashes:
    """Return one number per word."""
    if not words:
        return np.zeros(0, dtype=np.uint64)
    codes = _codes(words)
    starts = np.flatnonzero(codes == 1)[:-1]
    lengths = np.diff(np.append(starts, len(codes) - 1))
    place = np.arange(len(codes) - 1) - np.repeat(starts, lengths)
    powers = np.cumprod(np.full(int(lengths.max(initial=1)), _STEP), dtype=np.uint64)
    return _mixed(np.add.reduceat(_mixed(codes[:-1]) * powers[place], starts))


def gram_terms(words: Sequence[str]) -> tuple[Hashes, Numbers]:
    """Return the 4-grams of words and, for each, the place of its word.

    An edge of a word counts as a sign. Words of one or two signs have none: the word says it.
    """
    codes = _codes(words)
    if len(codes) < _SIZE:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    a, b, c, d = (codes[i : len(codes) - _SIZE + 1 + i] for i in range(_SIZE))
    inside = (b != 1) & (c != 1) & ~((a == 1) & (d == 1))
    numbers = _mixed(((_mixed(a + _GRAM_SALT) * _STEP + b) * _STEP + c) * _STEP + d)
    owner = np.cumsum(codes == 1)[: len(a)] - 1
    return numbers[inside], owner[inside]
