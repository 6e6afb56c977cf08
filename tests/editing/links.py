"""A small server on this machine that answers as the addresses of its paths say."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answers(BaseHTTPRequestHandler):
    """``/404`` answers 404, ``/301/x`` leads to ``/x``, ``/get-only`` refuses HEAD."""

    seen: list[tuple[str, str, str]]

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.seen.append((self.command, self.path, self.headers["User-Agent"]))
        first = self.path.strip("/").partition("/")[0]
        status = int(first) if first.isdecimal() else 200
        if first == "get-only" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", self.path.removeprefix(f"/{status}"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def server() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Run the server; give its address and what it was asked."""
    handler = type("Handler", (Answers,), {"seen": []})
    running = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}", handler.seen
    finally:
        running.shutdown()
        running.server_close()
