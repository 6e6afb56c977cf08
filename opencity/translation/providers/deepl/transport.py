"""Translates by DeepL's API."""

from __future__ import annotations

import os
from collections.abc import Sequence

from django.utils.translation import gettext as _

from opencity.translation.providers.base import AtOnce
from opencity.translation.providers.http import Line, said
from opencity.translation.providers.troubles import Refused

_PAID, _FREE = "https://api.deepl.com", "https://api-free.deepl.com"
_QUOTA_EXCEEDED = 456
_TARGETS = {"en": "EN-GB", "pt": "PT-PT", "zh-hans": "ZH-HANS", "zh-hant": "ZH-HANT"}


class _DeepLLine(Line):
    def _judge(self, status: int, body: str) -> None:
        if status == _QUOTA_EXCEEDED:
            raise Refused(_("DeepL's quota of letters is used up. %(why)s") % {"why": said(body)})
        super()._judge(status, body)


class DeepL(AtOnce):
    """DeepL with an API key; keys of the free plan end in ``:fx`` and have their own address."""

    name = "deepl"
    label = "DeepL"
    # A request may hold 50 texts and 128 KiB.
    most_texts = 50
    most_letters = 20_000
    keeps_words = True

    def __init__(self, key: str, url: str = "") -> None:
        address = url or (_FREE if key.endswith(":fx") else _PAID)
        headers = {"Authorization": f"DeepL-Auth-Key {key}"}
        self._line = _DeepLLine(self.label, address.rstrip("/"), headers)

    def translate(self, source_language: str, language: str, texts: Sequence[str]) -> list[str]:
        """Return the translations in order."""
        answer = self._line.post_for_data(
            "/v2/translate",
            {
                "text": list(texts),
                "source_lang": source_language.split("-")[0].upper(),
                "target_lang": _TARGETS.get(language, language.upper()),
                "tag_handling": "html",
            },
        )
        try:
            found = [str(each["text"]) for each in answer["translations"]]
        except (KeyError, TypeError) as error:
            raise self._line.nonsense() from error
        if len(found) != len(texts):
            raise self._line.nonsense()
        return found


def from_environment() -> DeepL | None:
    """Return DeepL where a key is set."""
    key = os.environ.get("DEEPL_API_KEY", "")
    return DeepL(key, os.environ.get("DEEPL_URL", "")) if key else None
