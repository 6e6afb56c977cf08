"""The page cache as a WSGI application around Django."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from opencity.core.pagecache.counters import Counters, marks_of
from opencity.core.pagecache.flights import Flights
from opencity.core.pagecache.keys import Key, Keys
from opencity.core.pagecache.pages import STORED, Page
from opencity.core.pagecache.rules import (
    Headers,
    body_refusal,
    fields_of,
    for_clients,
    lifetime,
    refusal,
)
from opencity.core.pagecache.store import Store
from opencity.core.pagecache.touches import counters_of_machine

_REMEMBERED_REFUSALS = 4096


@dataclass(frozen=True)
class Options:
    """How a page cache behaves; the defaults suit one worker of a small machine.

    ``hosts`` are the site's own addresses: pages of other hosts, and pages with parameters, share
    a quarter of ``capacity``, so that invented addresses cannot push out the site itself.
    ``patience`` bounds in seconds how long a request waits for another one's rendering. At most
    ``renders`` requests are in the application at once, so that cached pages need not fight many
    threads for the interpreter; after ``queueing`` seconds a request goes in all the same, so that
    slow uploads cannot lock the others out.
    """

    capacity: int = 64 * 2**20
    parameters: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    private_cookies: tuple[str, ...] = ("sessionid", "messages")
    cdn: bool = False
    patience: float = 2.0
    renders: int = 2
    queueing: float = 0.5


class Answer:
    """Catches what an application says before its body; Django never uses the write callable."""

    status = ""
    headers: Headers
    trouble: Any = None

    def __call__(
        self, status: str, headers: Headers, trouble: Any = None, /
    ) -> Callable[[bytes], object]:
        """Keep status and headers."""
        self.status, self.headers, self.trouble = status, headers, trouble
        return _no_write


def _no_write(data: bytes) -> None:
    raise NotImplementedError("the page cache takes a body from the returned iterable only")


class PageCache:
    """Answers anonymous readers from memory and asks the application for the rest.

    Each answer says in ``Cache-Status`` (RFC 9211) whether it was stored and, if not, why.
    """

    def __init__(
        self,
        application: WSGIApplication,
        counters: Counters,
        options: Options | None = None,
        *,
        on_first_miss: Callable[[], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._application = application
        self._counters = counters
        self._options = options = options or Options()
        self._clock = clock
        self._keys = Keys(options.parameters, options.private_cookies)
        self._hosts = frozenset(options.hosts)
        self._foreign: Store[Page] = Store(counters, options.capacity // 4, clock)
        self._own: Store[Page] = Store(counters, options.capacity - options.capacity // 4, clock)
        self._flights = Flights()
        self._slots = threading.Semaphore(options.renders)
        self._refused: set[int] = set()
        self._first_miss = on_first_miss
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        method = environ["REQUEST_METHOD"]
        if method != "GET" and method != "HEAD":
            return self._forward(environ, start_response, "method")
        key = self._keys.of(environ)
        if key is None:
            return self._forward(environ, start_response, "bypass")
        page = self._store_of(key).get(key)
        if page is not None:
            return page.answer(environ, start_response)
        if method == "HEAD":
            return self._forward(environ, start_response, "uri-miss")
        return self._miss(key, environ, start_response)

    def _store_of(self, key: Key) -> Store[Page]:
        own = not key.query and (not self._hosts or key.host in self._hosts)
        return self._own if own else self._foreign

    def _forward(
        self, environ: WSGIEnvironment, start_response: StartResponse, why: str
    ) -> Iterable[bytes]:
        answer = Answer()
        body = self._ask(environ, answer)
        self._send_head(start_response, answer, why)
        return body

    def _ask(self, environ: WSGIEnvironment, answer: Answer) -> Iterable[bytes]:
        in_turn = self._slots.acquire(timeout=self._options.queueing)
        try:
            return self._application(environ, answer)
        finally:
            if in_turn:
                self._slots.release()

    def _send_head(self, start_response: StartResponse, answer: Answer, why: str) -> None:
        headers = for_clients(answer.headers, cdn=self._options.cdn)
        headers = [*headers, ("Cache-Status", f"opencity; fwd={why}")]
        start_response(answer.status, headers, answer.trouble)

    def _miss(
        self, key: Key, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        self._begin()
        deadline = self._clock() + self._options.patience
        while hash(key) not in self._refused:
            landed = self._flights.join(key)
            if landed is None:
                return self._lead(key, environ, start_response)
            if not landed.wait(max(0.0, deadline - self._clock())):
                break
            page = self._store_of(key).get(key)
            if page is not None:
                return page.answer(environ, start_response)
        return self._render(key, environ, start_response)

    def _begin(self) -> None:
        if self._first_miss is not None:
            with self._lock:
                start, self._first_miss = self._first_miss, None
            if start is not None:
                start()

    def _lead(
        self, key: Key, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        try:
            return self._render(key, environ, start_response)
        finally:
            self._flights.land(key)

    def _render(
        self, key: Key, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        snapshot, started = self._counters.snapshot(), self._clock()
        answer = Answer()
        iterable = self._ask(environ, answer)
        fields = fields_of(answer.headers)
        why = refusal(answer.status, fields)
        if why:
            return self._refuse(key, start_response, answer, why, iterable)
        body = _read(iterable)
        why = body_refusal(body)
        if why:
            return self._refuse(key, start_response, answer, why, [body])
        page = Page(
            self._stored_headers(answer.headers, fields),
            body,
            marks=marks_of(fields["surrogate-key"].split(), snapshot),
            expires=started + lifetime(fields),
        )
        self._refused.discard(hash(key))
        kept = self._store_of(key).put(key, page)
        return page.answer(environ, start_response, STORED if kept else "opencity; fwd=uri-miss")

    def _refuse(
        self,
        key: Key,
        start_response: StartResponse,
        answer: Answer,
        why: str,
        body: Iterable[bytes],
    ) -> Iterable[bytes]:
        # Whoever asks for this address next need not wait for others: nothing will be stored.
        if len(self._refused) >= _REMEMBERED_REFUSALS:
            self._refused.clear()
        self._refused.add(hash(key))
        self._send_head(start_response, answer, f"uri-miss; detail={why}")
        return body

    def _stored_headers(self, headers: Headers, fields: dict[str, str]) -> Headers:
        headers = for_clients(headers, cdn=self._options.cdn)
        if fields.get("surrogate-language") != "any":
            return headers
        # Django writes the first reader's language here; the page is the same in all of them.
        return [pair for pair in headers if pair[0].lower() != "content-language"]


def _read(iterable: Iterable[bytes]) -> bytes:
    try:
        return b"".join(iterable)
    finally:
        close = getattr(iterable, "close", None)
        if close is not None:
            close()


def page_cache(application: WSGIApplication) -> PageCache:
    """Return the cache of this site around its application, as the settings say."""
    counters = counters_of_machine()
    options = Options(
        hosts=(urlsplit(settings.SITE_URL).netloc,),
        private_cookies=(settings.SESSION_COOKIE_NAME, "messages"),
        **getattr(settings, "PAGE_CACHE", {}),
    )
    if connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        return PageCache(application, counters, options)
    from opencity.core.pagecache.follower import start_follower  # needs psycopg

    return PageCache(application, counters, options, on_first_miss=lambda: start_follower(counters))
