"""Brings a translator's words together with what others saved meanwhile, piece by piece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Pair:
    """A piece in its source language and in the one that is worked on."""

    source: str
    text: str


@dataclass
class Merged:
    """Texts to write, and pieces that somebody else changed too, as they were and as they are."""

    texts: dict[str, str] = field(default_factory=dict)
    overtaken: dict[str, tuple[Pair, Pair]] = field(default_factory=dict)


def same_text(one: str, other: str) -> bool:
    """Tell whether two texts are equal but for line ends and space around them."""
    return _plain_lines(one) == _plain_lines(other)


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def merge(seen: Mapping[str, Pair], now: Mapping[str, Pair], written: Mapping[str, str]) -> Merged:
    """Return what to write of ``written``, given what its writer saw and what stands now.

    A piece that the writer left alone keeps what others made of it. One that the writer changed is
    written only if nobody changed it or its source meanwhile. Pieces that are gone are overtaken.
    """
    merged = Merged()
    nothing = Pair("", "")
    for key, text in written.items():
        before, current = seen.get(key, nothing), now.get(key, nothing)
        if same_text(text, before.text) or same_text(text, current.text):
            continue
        if key in now and same_pair(before, current):
            merged.texts[key] = text
        else:
            merged.overtaken[key] = (before, current)
    return merged


def same_pair(one: Pair, other: Pair) -> bool:
    """Tell whether a source and its translation are both the same text."""
    return same_text(one.source, other.source) and same_text(one.text, other.text)
