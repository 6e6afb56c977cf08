"""Which requests may be answered from the cache, and under which key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from wsgiref.types import WSGIEnvironment

_LONGEST = 1024


class Key(NamedTuple):
    """All of a request that a public page may depend on."""

    scheme: str
    forwarded_scheme: str
    host: str
    path: str
    query: str
    fragment: str


class Keys:
    """Makes keys; knows the allowed parameters and the cookies that make a visitor a person."""

    def __init__(self, parameters: Iterable[str], private_cookies: Iterable[str]) -> None:
        self._parameters = frozenset(parameters)
        self._private = tuple(f"{name}=" for name in private_cookies)

    def of(self, environ: WSGIEnvironment) -> Key | None:
        """Return the key of an anonymous request, or ``None`` when the cache must stay aside."""
        get = environ.get
        if get("HTTP_COOKIE") and self._is_private(environ["HTTP_COOKIE"]):
            return None
        query = get("QUERY_STRING", "")
        path = environ["PATH_INFO"]
        if "HTTP_AUTHORIZATION" in environ or len(path) + len(query) > _LONGEST:
            return None
        fragment, forwarded = get("HTTP_HX_REQUEST", ""), get("HTTP_X_FORWARDED_PROTO", "")
        if query and not self._are_allowed(query):
            return None
        if fragment not in ("", "true") or forwarded not in ("", "http", "https"):
            return None
        host = get("HTTP_HOST", "")
        return Key(environ["wsgi.url_scheme"], forwarded, host, path, query, fragment)

    def _is_private(self, cookie: str) -> bool:
        return any(name in cookie for name in self._private)

    def _are_allowed(self, query: str) -> bool:
        return all(pair.partition("=")[0] in self._parameters for pair in query.split("&"))
