"""Content encodings: which one a client wants, and how a body is compressed for it."""

from __future__ import annotations

import gzip

import brotli  # type: ignore[import-untyped]  # the module has no types

IDENTITY = "identity"
GZIP = "gzip"
BROTLI = "br"

_SMALLEST = 256
_TEXTUAL = ("text/", "application/json", "application/javascript", "application/xml", "image/svg")
_remembered: dict[str, str] = {}


def wanted(accept: str) -> str:
    """Return the encoding to use for an ``Accept-Encoding`` header (RFC 9110, section 12.5.3)."""
    known = _remembered.get(accept)
    if known is None:
        known = _negotiate(accept)
        # Browsers send a handful of values; the bound keeps out a client that invents them.
        if len(_remembered) < 256 and len(accept) < 128:
            _remembered[accept] = known
    return known


def _negotiate(accept: str) -> str:
    weights: dict[str, float] = {}
    for part in accept.split(","):
        name, _, parameters = part.partition(";")
        weights[name.strip().lower()] = _weight(parameters)
    anything = weights.get("*", 0.0)
    offers = ((weights.get(name, anything), name) for name in (BROTLI, GZIP))
    weight, name = max(offers, key=lambda offer: offer[0])
    return name if weight > 0 and weight >= weights.get(IDENTITY, 0.0) else IDENTITY


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def is_textual(content_type: str) -> bool:
    """Tell whether bodies of a media type are worth compressing."""
    media = content_type.partition(";")[0].strip().lower()
    return media.startswith(_TEXTUAL) or media.endswith(("+json", "+xml"))


def compressed(body: bytes, content_type: str) -> dict[str, bytes]:
    """Return the body in each encoding that makes it smaller, the same bytes on every node."""
    if len(body) < _SMALLEST or not is_textual(content_type):
        return {}
    made = {
        BROTLI: brotli.compress(body, mode=brotli.MODE_TEXT, quality=7),
        GZIP: gzip.compress(body, compresslevel=6, mtime=0),
    }
    return made if max(map(len, made.values())) < len(body) else {}
