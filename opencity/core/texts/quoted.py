"""Finds the source language's own words in a text of another language, and marks them as such.

A translation quotes what stands on a form or a door: ``card („лична карта“)``. Unmarked, a screen
reader says it wrongly, and from right to left its quotation marks stand on the wrong sides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from opencity.core.texts import languages

_BRACKETS = re.compile(r"(?<=\()([^()]*„[^()]*“[^()]*)(?=\))")
"""What stands between brackets and has a part in the quotation marks of the source language."""
_QUOTATION = r"„[^„“]*[\u0400-\u04FF][^„“]*“"
_WORD = r"[\u0400-\u04FF][\u0400-\u04FF\d]*"
_CYRILLIC = re.compile(
    rf"((?:{_QUOTATION}|{_WORD})(?:[\s\d./№–-]*(?:{_QUOTATION}|{_WORD}))*(?: \d+)?)"
)
"""Words in Cyrillic letters in a row, with the quotation marks and numbers among them."""


def pieces(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text in their order, each with whether it is in the source language.

    Where the source is written in Cyrillic letters and the text is not, the letters tell. Else only
    what is quoted between brackets is known to be official wording.
    """
    source = languages.source_language()
    if language == source:
        yield text, False
        return
    letters_tell = _script(source) == "CYRILLIC" != _script(language)
    pattern = _CYRILLIC if letters_tell else _BRACKETS
    for place, piece in enumerate(pattern.split(text)):
        if piece:
            yield piece, place % 2 == 1


def isolated(piece: str) -> SafeString:
    """Return a piece in the source language as markup, apart from the text around it."""
    source = languages.source_language()
    return format_html(
        '<bdi lang="{}" dir="{}">{}</bdi>', source, languages.direction(source), piece
    )


def marked(text: str, language: str) -> SafeString:
    """Return a text as markup with the source language's words in it marked."""
    found = pieces(text, language)
    return format_html_join("", "{}", ((isolated(p) if own else p,) for p, own in found))


@lru_cache(maxsize=64)
def _script(language: str) -> str:
    """Return the script of a language, as its own name is written in it, e.g. ``ARABIC``."""
    return unicodedata.name(languages.name(language)[0]).split()[0]
