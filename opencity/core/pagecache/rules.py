"""Which responses may be stored; pure functions over status and headers."""

from __future__ import annotations

import math
from collections.abc import Mapping

Headers = list[tuple[str, str]]

INTERNAL = frozenset({"surrogate-key", "surrogate-control", "surrogate-language"})
"""Headers between the views and the cache."""

_CSRF_FIELD = b"csrfmiddlewaretoken"
_VARIES = {"accept-encoding", "hx-request"}


def fields_of(headers: Headers) -> dict[str, str]:
    """Return headers by lower-case name, values of one name joined by commas."""
    fields: dict[str, str] = {}
    for name, value in headers:
        name = name.lower()
        fields[name] = f"{fields[name]}, {value}" if name in fields else value
    return fields


def words_of(value: str) -> set[str]:
    """Return the members of a comma-separated header, in lower case."""
    return {word.strip().lower() for word in value.split(",") if word.strip()}


def refusal(status: str, fields: Mapping[str, str]) -> str:
    """Return in one word why a response must not be stored, or an empty string."""
    if not status.startswith("200"):
        return "status"
    if not fields.get("surrogate-key"):
        return "untagged"
    for name in ("set-cookie", "content-encoding"):
        if name in fields:
            return name
    if words_of(fields.get("cache-control", "")) & {"private", "no-store", "no-cache"}:
        return "cache-control"
    if not words_of(fields.get("vary", "")) <= _allowed_variation(fields):
        return "vary"
    return "" if lifetime(fields) > 0 else "expired"


def _allowed_variation(fields: Mapping[str, str]) -> set[str]:
    if fields.get("surrogate-language") == "any":
        return _VARIES | {"accept-language"}
    return _VARIES


def body_refusal(body: bytes) -> str:
    """Return in one word why a body must not be stored, or an empty string."""
    return "csrf-token" if _CSRF_FIELD in body else ""


def lifetime(fields: Mapping[str, str]) -> float:
    """Return the seconds for which a page is true, infinite without ``Surrogate-Control``."""
    control = fields.get("surrogate-control")
    if control is None:
        return math.inf
    for directive in words_of(control):
        name, _, value = directive.partition("=")
        if name == "max-age" and value.isascii() and value.isdigit():
            return int(value)
    return 0


def for_clients(headers: Headers, *, cdn: bool) -> Headers:
    """Return the headers that clients may see; a CDN in front also gets the surrogate keys."""
    hidden = INTERNAL - {"surrogate-key"} if cdn else INTERNAL
    return [pair for pair in headers if pair[0].lower() not in hidden]
