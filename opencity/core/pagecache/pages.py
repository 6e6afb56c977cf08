"""A stored page: its bytes in each encoding, with the headers made once."""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from wsgiref.types import StartResponse, WSGIEnvironment

from opencity.core.pagecache.counters import Marks
from opencity.core.pagecache.encodings import GZIP, IDENTITY, compressed, wanted
from opencity.core.pagecache.rules import Headers, fields_of, words_of

DEFAULT_CACHE_CONTROL = "public, max-age=0, must-revalidate"
HIT = "opencity; hit"
STORED = "opencity; fwd=uri-miss; stored"
_REPLACED = {"cache-control", "vary", "etag", "content-length", "content-encoding", "cache-status"}
_OF_ONE_REQUEST = {"x-request-id", "date", "server-timing"}
_OVERHEAD = 4096
"""Bytes that the headers and objects of one page take at most, counted towards the cap."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One encoding of a page; ``body`` is ``None`` where it is unpacked from gzip on demand."""

    etag: str
    headers: Headers
    unchanged: Headers
    body: bytes | None


class Page:
    """A response that is ready to be sent again."""

    __slots__ = ("_variants", "expires", "marks", "size")

    def __init__(
        self, headers: Headers, body: bytes, *, marks: Marks, expires: float = math.inf
    ) -> None:
        self.marks = marks
        self.expires = expires
        self._variants = _variants(headers, body)
        bodies = (variant.body for variant in self._variants.values())
        self.size = _OVERHEAD + sum(len(kept) for kept in bodies if kept is not None)

    def answer(
        self, environ: WSGIEnvironment, start_response: StartResponse, outcome: str = HIT
    ) -> Iterable[bytes]:
        """Send the page, or 304 when the client has it; ``outcome`` goes into Cache-Status."""
        encoding = wanted(environ.get("HTTP_ACCEPT_ENCODING", ""))
        variant = self._variants.get(encoding) or self._variants[IDENTITY]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and _matches(known, variant.etag):
            start_response("304 Not Modified", [*variant.unchanged, ("Cache-Status", outcome)])
            return []
        start_response("200 OK", [*variant.headers, ("Cache-Status", outcome)])
        if environ["REQUEST_METHOD"] == "HEAD":
            return []
        return [self._unpacked() if variant.body is None else variant.body]

    def _unpacked(self) -> bytes:
        packed = self._variants[GZIP].body
        return gzip.decompress(packed) if packed is not None else b""


def _matches(known: str, etag: str) -> bool:
    if known == etag:
        return True
    tags = (tag.strip().removeprefix("W/") for tag in known.split(","))
    return any(tag in (etag, "*") for tag in tags)


def _variants(headers: Headers, body: bytes) -> dict[str, Variant]:
    fields = fields_of(headers)
    vary = ", ".join(["Accept-Encoding", *_further_variation(fields.get("vary", ""))])
    common = [
        ("Cache-Control", fields.get("cache-control", DEFAULT_CACHE_CONTROL)),
        ("Vary", vary),
    ]
    left_out = _REPLACED | _OF_ONE_REQUEST
    kept = [pair for pair in headers if pair[0].lower() not in left_out]
    packed = compressed(body, fields.get("content-type", ""))
    made = {name: _variant(name, data, kept, common) for name, data in packed.items()}
    plain = _variant(IDENTITY, body, kept, common)
    made[IDENTITY] = Variant(plain.etag, plain.headers, plain.unchanged, None) if packed else plain
    return made


def _further_variation(vary: str) -> list[str]:
    return ["HX-Request"] if "hx-request" in words_of(vary) else []


def _variant(encoding: str, body: bytes, kept: Headers, common: Headers) -> Variant:
    etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    unchanged = [*common, ("ETag", etag)]
    headers = [*kept, *unchanged, ("Content-Length", str(len(body)))]
    if encoding != IDENTITY:
        headers.append(("Content-Encoding", encoding))
    return Variant(etag, headers, unchanged, body)
