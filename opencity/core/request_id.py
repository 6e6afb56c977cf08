"""Gives each request an identifier that all its log lines carry."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """Return the identifier of the request being answered, or an empty text outside of one."""
    return _current.get()


def request_id_for(request: HttpRequest) -> str:
    """Return the proxy's identifier when it is well-formed, otherwise a new one."""
    given = request.headers.get(HEADER, "")
    return given if _WELL_FORMED.fullmatch(given) else secrets.token_hex(8)


class RequestIdMiddleware:
    """Keeps the identifier while a request is answered, and tells it to the client."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request; a response that the page cache may keep gets no identifier."""
        token = _current.set(request_id_for(request))
        try:
            response = self.get_response(request)
            if not response.has_header("Surrogate-Key"):
                response[HEADER] = current_request_id()
            return response
        finally:
            _current.reset(token)
