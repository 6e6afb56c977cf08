"""Word-by-word differences between two texts. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\s\w]|\w+")


# Comparing takes time by the product of both lengths; beyond this it would keep a reader waiting.
_MOST = 4_000_000


@dataclass(frozen=True)
class Part:
    """A run of words that was kept, went (``del``) or came (``ins``)."""

    kind: str
    text: str


def word_differences(before: str, after: str) -> list[Part]:
    """Return the parts that lead from one text to another; joining kept and new gives the new."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) * len(new) > _MOST:
        return [Part("del", before), Part("ins", after)]
    parts: list[Part] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(Part("same", "".join(old[a:b])))
            continue
        if b > a:
            parts.append(Part("del", "".join(old[a:b])))
        if d > c:
            parts.append(Part("ins", "".join(new[c:d])))
    return parts
