"""Translates by a LibreTranslate server, one's own or somebody else's."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from opencity.translation.providers.base import AtOnce
from opencity.translation.providers.http import Line

_CODES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


class LibreTranslate(AtOnce):
    """A LibreTranslate server; many need no key."""

    name = "libretranslate"
    label = "LibreTranslate"
    # What a request may hold is each server's own choice; these sizes suit the usual limits.
    most_texts = 20
    most_letters = 4_000
    keeps_words = True

    def __init__(self, url: str, key: str = "") -> None:
        self._line, self._key = Line(self.label, url.rstrip("/")), key

    def translate(self, source_language: str, language: str, texts: Sequence[str]) -> list[str]:
        """Return the translations in order."""
        wanted: dict[str, Any] = {
            "q": list(texts),
            "source": _CODES.get(source_language, source_language),
            "target": _CODES.get(language, language),
            "format": "html",
        }
        if self._key:
            wanted["api_key"] = self._key
        found = self._line.post_for_data("/translate", wanted).get("translatedText")
        if not isinstance(found, list) or len(found) != len(texts):
            raise self._line.nonsense()
        return [str(text) for text in found]


def from_environment() -> LibreTranslate | None:
    """Return the server whose address is set."""
    url = os.environ.get("LIBRETRANSLATE_URL", "")
    return LibreTranslate(url, os.environ.get("LIBRETRANSLATE_API_KEY", "")) if url else None
