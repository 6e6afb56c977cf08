"""Judges what a file wants to write against what stands there now. Pure functions."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from opencity.core.texts.html import sanitise
from opencity.translation.exchange.units import Unit, fingerprint, sendable
from opencity.translation.merging import Pair, same_text

_TAG = re.compile(r"<\s*(/?)\s*([a-zA-Z][a-zA-Z0-9]*)[^>]*>")
_ADDRESS = re.compile(r"""href\s*=\s*["']([^"']*)["']""")
_PLACEHOLDER = re.compile(r"%\([A-Za-z_]\w*\)[sd]|\{[A-Za-z_]\w*\}|\{\{\s*[\w.]+\s*\}\}")


class Verdict(StrEnum):
    """What becomes of a unit."""

    WRITE = "write"
    SAME = "same"
    """It says what stands there."""
    UNTOUCHED = "untouched"
    """The translator left it as it was, whatever others made of it since."""
    UNFINISHED = "unfinished"
    SOURCE_CHANGED = "source_changed"
    NEWER = "newer"
    """Somebody else changed the translation since the file was written."""
    TOO_LONG = "too_long"
    MARKUP = "markup"
    PLACEHOLDERS = "placeholders"
    SIGNS = "signs"


OVERTAKEN = frozenset({Verdict.SOURCE_CHANGED, Verdict.NEWER})
REFUSED = OVERTAKEN | {Verdict.TOO_LONG, Verdict.MARKUP, Verdict.PLACEHOLDERS, Verdict.SIGNS}


@dataclass(frozen=True)
class Shape:
    """What a field can hold."""

    limit: int | None = None
    rich: bool = False


def judge(unit: Unit, now: Pair, shape: Shape) -> Verdict:
    """Return what becomes of a unit, given the source and translation that stand there now."""
    target = unit.target.strip()
    if not target or fingerprint(target) == (unit.base or None):
        return Verdict.UNTOUCHED
    if same_text(target, sendable(now.text)):
        return Verdict.SAME
    if unit.unfinished:
        return Verdict.UNFINISHED
    if fingerprint(unit.source) != fingerprint(now.source):
        return Verdict.SOURCE_CHANGED
    if (unit.base or "") != fingerprint(now.text):
        return Verdict.NEWER
    return _fitting(target, now.source, shape)


def _fitting(target: str, source: str, shape: Shape) -> Verdict:
    if target != sendable(target).strip():
        return Verdict.SIGNS
    if shape.limit is not None and len(target) > shape.limit:
        return Verdict.TOO_LONG
    if shape.rich and not has_markup_of(target, source):
        return Verdict.MARKUP
    if placeholders(target) != placeholders(source):
        return Verdict.PLACEHOLDERS
    return Verdict.WRITE


def placeholders(text: str) -> Counter[str]:
    """Return the places in a text that something else is put into."""
    return Counter(re.sub(r"\s", "", found) for found in _PLACEHOLDER.findall(text))


def has_markup_of(target: str, source: str) -> bool:
    """Tell whether a rich text is harmless and has the elements and links of its source."""
    return is_harmless(target) and outline(target) == outline(source)


def is_harmless(markup: str) -> bool:
    """Tell whether cleaning takes nothing out of markup."""
    return outline(sanitise(markup)) == outline(markup) and "<!" not in markup


def outline(markup: str) -> tuple[Counter[str], Counter[str]]:
    """Return the elements of markup and the addresses of its links."""
    elements = Counter(f"{slash}{name.lower()}" for slash, name in _TAG.findall(markup))
    return elements, Counter(html.unescape(found) for found in _ADDRESS.findall(markup))
