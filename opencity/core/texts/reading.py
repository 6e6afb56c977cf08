"""Reads a multilingual text in one language, saying honestly what is shown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from opencity.core.texts import languages

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Reading:
    """A piece of text as shown to a reader.

    ``language`` is the language of the piece, which differs from the wanted one when
    ``is_fallback`` is true.
    """

    text: str
    language: str
    direction: str
    is_fallback: bool

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


def read(value: Mapping[str, str] | None, language: str | None = None) -> Reading:
    """Return a text in a language (the current one by default), or what stands in for it."""
    wanted = language or languages.current()
    for candidate in languages.chain(wanted):
        if text := (value or {}).get(candidate, "").strip():
            return Reading(text, candidate, languages.direction(candidate), candidate != wanted)
    return Reading("", wanted, languages.direction(wanted), False)


@lru_cache(maxsize=16_384)
def text_hash(text: str) -> str:
    """Return the fingerprint of a text by which a translation knows its source.

    Differences in white space alone do not count as a change.
    """
    normal = _SPACE.sub(" ", text).strip()
    return hashlib.sha256(normal.encode()).hexdigest()[:16] if normal else ""
