"""Makes texts ready for a machine and takes its translations apart again. Pure functions.

A kept term is replaced by a marked stand-in; what comes back in its place is the wanted word with
the official one beside it, as the glossary asks of every translation.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from opencity.core.texts.html import to_plain
from opencity.translation.glossary import Glossary, Term, words_of

_MARKED = re.compile(
    r"""<span\b[^>]*\bid\s*=\s*["']?k(\d+)["']?[^>]*>.*?</span>""", re.DOTALL | re.IGNORECASE
)
_LINE = re.compile(r"\r\n|\r|\n")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)


class Lost(ValueError):
    """The machine lost a word that must stay, or put one in twice."""


@dataclass(frozen=True)
class Prepared:
    """A text for a machine: a fragment of HTML, and what its stand-ins stand for."""

    markup: str
    words: tuple[str, ...]
    rich: bool


def prepare(
    source: str, language: str, glossary: Glossary, *, rich: bool, keeps_words: bool
) -> Prepared:
    """Return a source text as a machine gets it.

    ``keeps_words`` says that the machine leaves marked words alone; otherwise numbers stand there.
    """
    parts, words, end = list[str](), list[str](), 0
    for place in glossary.places_in(source):
        original = source[place.start : place.end]
        if not place.term.keep or "<" in original or place.start < end:
            continue
        parts.append(_as_markup(source[end : place.start], rich=rich))
        inner = html.escape(original, quote=False) if keeps_words else f"K{len(words)}"
        parts.append(f'<span translate="no" id="k{len(words)}">{inner}</span>')
        words.append(_shown(original, place.term, language))
        end = place.end
    parts.append(_as_markup(source[end:], rich=rich))
    return Prepared("".join(parts), tuple(words), rich)


def _as_markup(text: str, *, rich: bool) -> str:
    return text if rich else _LINE.sub("<br>", html.escape(text, quote=False))


def _shown(original: str, term: Term, language: str) -> str:
    """Return what stands for a term in a translation; its abbreviation stays as it is."""
    if words_of(original) == words_of(term.abbreviation):
        return original
    wanted = term.wanted(language)
    return f"{wanted} ({term.official})" if wanted not in ("", term.official) else term.official


def restore(prepared: Prepared, translated: str) -> str:
    """Return the translation that a machine made of a text; raises ``Lost``."""
    found = [int(number) for number in _MARKED.findall(translated)]
    if sorted(found) != list(range(len(prepared.words))):
        raise Lost
    text = _MARKED.sub(
        lambda marked: html.escape(prepared.words[int(marked[1])], quote=False), translated
    )
    return text.strip() if prepared.rich else _as_plain(text)


def _as_plain(markup: str) -> str:
    """Return the words of a fragment; its breaks are the lines of the text."""
    return "\n".join(to_plain(line) for line in _BREAK.split(markup)).strip()
