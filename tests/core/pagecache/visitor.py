"""Asks a WSGI application as a visitor would and keeps what was answered."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from typing import Any

import brotli

_UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress, "": bytes}


@dataclass
class Reply:
    status: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def __call__(self, status: str, headers: list[tuple[str, str]], trouble: Any = None, /) -> None:
        self.status, self.headers = status, dict(headers)

    @property
    def text(self) -> str:
        return _UNPACK[self.headers.get("Content-Encoding", "")](self.body).decode()

    @property
    def outcome(self) -> str:
        return self.headers["Cache-Status"].removeprefix("opencity; ")


def environ_of(path: str, **environ: str) -> dict[str, Any]:
    path, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "wsgi.url_scheme": "http",
        "HTTP_HOST": "city.example",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        **environ,
    }


def ask(application: Any, path: str = "/", **environ: str) -> Reply:
    reply = Reply()
    body = application(environ_of(path, **environ), reply)
    reply.body = b"".join(body)
    return reply


class Site:
    """An application that counts its renderings and answers with what it was told."""

    def __init__(self, *keys: str) -> None:
        self.rendered = 0
        self.text = "one"
        self.status = "200 OK"
        self.headers = {"Content-Type": "text/html; charset=utf-8", "Surrogate-Key": " ".join(keys)}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.rendered += 1
        body = self.text.encode()
        start_response(self.status, list(self.headers.items()))
        return [body]
