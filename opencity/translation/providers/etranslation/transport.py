"""Sends texts to eTranslation as one HTML document and reads the document that comes back."""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from requests.auth import HTTPDigestAuth

from opencity.translation.providers.base import Addresses, Later
from opencity.translation.providers.etranslation.codes import PASSING, meaning
from opencity.translation.providers.http import Line
from opencity.translation.providers.troubles import Busy, Refused

SERVICE = "https://webgate.ec.europa.eu/etranslation/si/translate"
_CODES = {"zh-hans": "ZH", "zh-hant": "ZH"}
_PART = re.compile(r'<div\b[^>]*\bid="t(\d+)"[^>]*>(.*?)</div>', re.DOTALL | re.IGNORECASE)
_HERE = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "::1"})  # noqa: S104  # compared, not bound


class ETranslation(Later):
    """The Commission's service; an application name and password are given on request."""

    name = "etranslation"
    label = "eTranslation"
    most_texts = 200
    most_letters = 200_000
    # What the service leaves alone inside a document is not documented.
    keeps_words = False

    def __init__(self, application: str, password: str, username: str, url: str = "") -> None:
        auth = HTTPDigestAuth(application, password)
        self._line = Line(self.label, url or SERVICE, auth=auth)
        self._caller = {"application": application, "username": username or application}

    def send(
        self, source_language: str, language: str, texts: Sequence[str], addresses: Addresses
    ) -> str:
        """Return the number that the service gives the request."""
        _require_reachable(addresses.answer)
        answer = self._line.post(
            "",
            {
                "callerInformation": self._caller,
                "sourceLanguage": _CODES.get(source_language, source_language.upper()),
                "targetLanguages": [_CODES.get(language, language.upper())],
                "domain": "GEN",
                "documentToTranslateBase64": {
                    "content": base64.b64encode(_document(texts).encode()).decode(),
                    "format": "html",
                },
                "errorCallback": addresses.error,
                "destinations": {"httpDestinations": [addresses.answer]},
            },
        ).strip()
        if not re.fullmatch(r"-?\d{1,18}", answer):
            raise self._line.nonsense()
        if int(answer) < 0:
            raise _trouble(int(answer))
        return answer

    def read_answer(self, body: bytes, number: int) -> list[str]:
        """Return the parts of the translated document, which comes as base64."""
        try:
            text = base64.b64decode(body, validate=False).decode()
        except (binascii.Error, UnicodeDecodeError):
            text = ""
        found = {int(place): part.strip() for place, part in _PART.findall(text)}
        if sorted(found) != list(range(number)):
            raise Refused(_("eTranslation sent a document in which texts are missing."))
        return [found[place] for place in range(number)]

    def read_error(self, given: Mapping[str, str]) -> str:
        """Return in words what the service says went wrong."""
        code = given.get("error-code", "")
        known = meaning(int(code)) if re.fullmatch(r"-?\d{1,9}", code) else ""
        words = known or given.get("error-message", "")[:200] or _("no reason given")
        return _("eTranslation could not translate: %(why)s") % {"why": words}


def _document(texts: Sequence[str]) -> str:
    parts = "\n".join(f'<div id="t{place}">{text}</div>' for place, text in enumerate(texts))
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{parts}</body></html>'


def _require_reachable(address: str) -> None:
    if (urlsplit(address).hostname or "") in _HERE:
        raise Refused(
            _(
                "eTranslation sends translations to the site's public address. Set OPENCITY_URL to "
                "one that the internet reaches."
            )
        )


def _trouble(code: int) -> Busy | Refused:
    words = _("eTranslation refused the request: %(why)s") % {"why": meaning(code) or code}
    return Busy(words) if code in PASSING else Refused(words)


def from_environment() -> ETranslation | None:
    """Return the service where an application and its password are set."""
    application = os.environ.get("ETRANSLATION_APPLICATION", "")
    password = os.environ.get("ETRANSLATION_PASSWORD", "")
    if not (application and password):
        return None
    username = os.environ.get("ETRANSLATION_USERNAME", "")
    return ETranslation(application, password, username, os.environ.get("ETRANSLATION_URL", ""))
