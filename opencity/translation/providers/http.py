"""Talks to a provider over HTTP: bounded in time and size, every failure told in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from django.utils.translation import gettext as _
from requests.auth import AuthBase

from opencity.translation.providers.troubles import Busy, Refused

_PATIENCE = (10, 90)
"""Seconds to connect, and between two pieces of the answer."""
_LARGEST_ANSWER = 8 * 1024 * 1024
_TOO_MANY = frozenset({429, 529})
_NOT_LET_IN = frozenset({401, 403})


@dataclass(frozen=True)
class Line:
    """A connection to one provider."""

    label: str
    url: str
    headers: Mapping[str, str] | None = None
    auth: AuthBase | None = None

    def post(self, path: str, data: Mapping[str, Any]) -> str:
        """Send JSON and return the answer's text; raises ``Busy`` or ``Refused``."""
        try:
            with requests.post(
                self.url + path,
                json=data,
                headers=dict(self.headers or {}),
                auth=self.auth,
                timeout=_PATIENCE,
                allow_redirects=False,
                stream=True,
            ) as answer:
                body = _read(answer)
        except requests.RequestException as error:
            raise Busy(
                _("%(provider)s cannot be reached (%(why)s).")
                % {"provider": self.label, "why": type(error).__name__}
            ) from error
        self._judge(answer.status_code, body)
        return body

    def post_for_data(self, path: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """Send JSON and return the JSON of the answer."""
        try:
            found = json.loads(self.post(path, data))
        except ValueError as error:
            raise self.nonsense() from error
        if not isinstance(found, dict):
            raise self.nonsense()
        return found

    def nonsense(self) -> Busy:
        """Return the error of an answer that says nothing."""
        return Busy(_("%(provider)s gave an answer without sense.") % {"provider": self.label})

    def _judge(self, status: int, body: str) -> None:
        told = {"provider": self.label, "status": status, "why": said(body)}
        if status in _TOO_MANY:
            raise Busy(_("%(provider)s asks us to be slower. %(why)s") % told)
        if status >= 500:
            raise Busy(_("%(provider)s has trouble of its own (%(status)d). %(why)s") % told)
        if status in _NOT_LET_IN:
            raise Refused(_("%(provider)s does not accept our key. %(why)s") % told)
        if status >= 300:
            raise Refused(_("%(provider)s refused the request (%(status)d). %(why)s") % told)


def _read(answer: requests.Response) -> str:
    pieces, size = [], 0
    for piece in answer.iter_content(65_536):
        size += len(piece)
        if size > _LARGEST_ANSWER:
            raise requests.exceptions.ContentDecodingError("the answer is too long")
        pieces.append(piece)
    return b"".join(pieces).decode("utf-8", "replace")


def said(body: str) -> str:
    """Return what an error's body says, short."""
    try:
        found = json.loads(body)
    except ValueError:
        return ""
    if not isinstance(found, dict):
        return ""
    return str(found.get("message") or found.get("error") or "")[:200]
