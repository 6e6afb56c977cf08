from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from opencity.core.pagecache.wsgi import Options, PageCache
from tests.core.pagecache.visitor import Site, ask


@pytest.fixture
def site():
    site = Site("plan")
    site.text = "<p>Отворен град</p>" * 100
    return site


@pytest.fixture
def cache(site, counters):
    return PageCache(site, counters, Options(parameters=("page",)))


def test_the_second_visitor_is_answered_from_memory(cache, site):
    first, second = ask(cache), ask(cache)
    assert [first.outcome, second.outcome] == ["fwd=uri-miss; stored", "hit"]
    assert (first.text, second.text, site.rendered) == (site.text, site.text, 1)


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_every_encoding_gives_the_page_with_its_own_headers(cache, site, encoding):
    ask(cache)
    reply = ask(cache, HTTP_ACCEPT_ENCODING=encoding)
    assert (reply.text, reply.headers.get("Content-Encoding", "")) == (site.text, encoding)
    assert reply.headers["Content-Length"] == str(len(reply.body))
    assert reply.headers["Vary"] == "Accept-Encoding"
    assert reply.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert (reply.outcome, site.rendered) == ("hit", 1)


def test_encodings_have_tags_of_their_own(cache):
    encodings = ("br", "gzip", "identity")
    tags = {ask(cache, HTTP_ACCEPT_ENCODING=each).headers["ETag"] for each in encodings}
    assert len(tags) == 3


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_a_client_that_has_the_page_gets_304(cache, form):
    etag = ask(cache).headers["ETag"]
    reply = ask(cache, HTTP_IF_NONE_MATCH=form.format(etag))
    assert (reply.status, reply.body, reply.headers["ETag"]) == ("304 Not Modified", b"", etag)
    assert "Content-Length" not in reply.headers


def test_a_client_with_an_older_page_gets_the_new_one(cache, site, counters):
    etag = ask(cache).headers["ETag"]
    site.text = "new"
    counters.bump("plan")
    reply = ask(cache, HTTP_IF_NONE_MATCH=etag)
    assert (reply.status, reply.text) == ("200 OK", "new")


def test_head_has_the_headers_and_no_body(cache):
    page = ask(cache, HTTP_ACCEPT_ENCODING="br")
    reply = ask(cache, HTTP_ACCEPT_ENCODING="br", REQUEST_METHOD="HEAD")
    assert (reply.body, reply.outcome) == (b"", "hit")
    assert reply.headers["Content-Length"] == page.headers["Content-Length"]


def test_head_of_an_unknown_page_is_not_stored(cache, site):
    ask(cache, REQUEST_METHOD="HEAD")
    assert ask(cache).outcome == "fwd=uri-miss; stored"


def test_what_the_application_says_to_clients_is_kept(cache, site):
    site.headers |= {"Cache-Control": "public, max-age=60", "Vary": "HX-Request", "X-Own": "1"}
    ask(cache)
    headers = ask(cache).headers
    kept = (headers["Cache-Control"], headers["Vary"], headers["X-Own"])
    assert kept == ("public, max-age=60", "Accept-Encoding, HX-Request", "1")


def test_what_belongs_to_the_first_request_is_not_repeated(cache, site):
    site.headers["X-Request-ID"] = "of-the-first"
    ask(cache)
    assert "X-Request-ID" not in ask(cache).headers


@pytest.mark.parametrize(
    ("environ", "outcome"),
    [
        ({"HTTP_COOKIE": "sessionid=1"}, "fwd=bypass"),
        ({"HTTP_AUTHORIZATION": "Basic x"}, "fwd=bypass"),
        ({"REQUEST_METHOD": "POST"}, "fwd=method"),
    ],
)
def test_persons_and_writes_pass_by_a_stored_page(cache, site, environ, outcome):
    ask(cache)
    site.text = "yours"
    reply = ask(cache, **environ)
    assert (reply.text, reply.outcome) == ("yours", outcome)
    assert "Surrogate-Key" not in reply.headers


def test_a_response_that_must_not_be_stored_is_rendered_for_each(cache, site):
    site.headers["Set-Cookie"] = "a=b"
    assert [ask(cache).outcome for _ in range(2)] == ["fwd=uri-miss; detail=set-cookie"] * 2
    assert site.rendered == 2


def test_a_page_with_a_csrf_token_reaches_its_visitor_only(cache, site):
    site.text = '<input name="csrfmiddlewaretoken">'
    replies = [ask(cache) for _ in range(2)]
    assert [reply.text for reply in replies] == [site.text] * 2
    assert [reply.outcome for reply in replies] == ["fwd=uri-miss; detail=csrf-token"] * 2


def test_pages_without_language_are_stored_only_when_they_promise_to_be_the_same(cache, site):
    site.headers |= {"Vary": "Accept-Language", "Content-Language": "tr"}
    assert ask(cache, "/a").outcome == "fwd=uri-miss; detail=vary"
    site.headers["Surrogate-Language"] = "any"
    ask(cache, "/a")
    reply = ask(cache, "/a")
    assert (reply.outcome, reply.headers["Vary"]) == ("hit", "Accept-Encoding")
    assert {"Content-Language", "Surrogate-Language"} & reply.headers.keys() == set()


def test_a_cdn_in_front_gets_the_keys(site, counters):
    cache = PageCache(site, counters, Options(cdn=True))
    replies = [ask(cache), ask(cache), ask(cache, HTTP_AUTHORIZATION="x")]
    assert [reply.headers["Surrogate-Key"] for reply in replies] == ["plan"] * 3


def test_unknown_parameters_are_answered_and_make_no_entry(cache, site):
    replies = [ask(cache, f"/?x={number}") for number in range(20)]
    assert {(reply.text, reply.outcome) for reply in replies} == {(site.text, "fwd=bypass")}
    assert ask(cache).outcome == "fwd=uri-miss; stored"


def test_invented_pages_and_hosts_cannot_push_out_the_site(site, counters):
    options = Options(capacity=400_000, parameters=("page",), hosts=("city.example",))
    cache = PageCache(site, counters, options)
    ask(cache)
    for number in range(200):
        ask(cache, f"/?page={number}")
        ask(cache, HTTP_HOST=f"city.example:{number}")
    assert ask(cache).outcome == "hit"
    assert ask(cache, "/?page=1").outcome == "fwd=uri-miss; stored"


def test_a_page_ends_with_its_next_scheduled_change(site, counters):
    now = [10.0]
    cache = PageCache(site, counters, clock=lambda: now[0])
    site.headers["Surrogate-Control"] = "max-age=60"
    ask(cache)
    now[0] = 69.0
    before = ask(cache).outcome
    now[0] = 70.0
    assert [before, ask(cache).outcome] == ["hit", "fwd=uri-miss; stored"]


def test_a_render_that_a_commit_overtook_answers_its_visitor_and_is_not_kept(counters):
    data = ["old"]

    def site(environ, start_response):
        body = data[0].encode()
        if data[0] == "old":
            data[0] = "new"
            counters.bump("plan")
        start_response("200 OK", [("Surrogate-Key", "plan")])
        return [body]

    cache = PageCache(site, counters)
    assert [ask(cache).text for _ in range(3)] == ["old", "new", "new"]


class Gate(Site):
    """A site whose renderings wait until the test opens the gate."""

    def __init__(self, *keys):
        super().__init__(*keys)
        self.entered = threading.Semaphore(0)
        self.gate = threading.Event()
        self.trouble = None

    def __call__(self, environ, start_response):
        self.entered.release()
        assert self.gate.wait(10)
        if self.trouble:
            trouble, self.trouble = self.trouble, None
            raise trouble
        return super().__call__(environ, start_response)


class Waiting(PageCache):
    """A cache that tells when a request begins to wait for another one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.joined = threading.Semaphore(0)
        join = self._flights.join

        def told(key):
            landed = join(key)
            self.joined.release()
            return landed

        self._flights.join = told


def crowd(cache, number):
    """Send requests that have all missed before the first of them is rendered."""
    pool = ThreadPoolExecutor(number)
    futures = [pool.submit(ask, cache) for _ in range(number)]
    for _ in futures:
        assert cache.joined.acquire(timeout=10)
    pool.shutdown(wait=False)
    return futures


def test_a_crowd_at_one_page_renders_it_once(counters):
    site = Gate("plan")
    cache = Waiting(site, counters, Options(patience=10))
    futures = crowd(cache, 8)
    site.gate.set()
    replies = [future.result(10) for future in futures]
    assert sorted(reply.outcome for reply in replies) == ["fwd=uri-miss; stored", *["hit"] * 7]
    assert ({reply.text for reply in replies}, site.rendered) == ({"one"}, 1)


def test_a_leader_that_fails_leaves_the_others_their_page(counters):
    site = Gate("plan")
    site.trouble = RuntimeError("boom")
    cache = Waiting(site, counters, Options(patience=10))
    futures = crowd(cache, 4)
    site.gate.set()
    troubles = [str(future.exception(10) or "") for future in futures]
    assert sorted(troubles) == ["", "", "", "boom"]
    assert ask(cache).outcome == "hit"


def test_a_crowd_at_a_page_that_is_not_stored_waits_once_at_most(counters):
    site = Gate()
    cache = Waiting(site, counters, Options(patience=10))
    futures = crowd(cache, 4)
    site.gate.set()
    outcomes = {future.result(10).outcome for future in futures}
    assert (outcomes, site.rendered) == ({"fwd=uri-miss; detail=untagged"}, 4)
    site.gate.clear()
    pool = ThreadPoolExecutor(2)
    again = [pool.submit(ask, cache) for _ in range(2)]
    assert [site.entered.acquire(timeout=10) for _ in range(6)] == [True] * 6
    site.gate.set()
    assert [future.result(10).text for future in again] == ["one", "one"]


def test_patience_ends_and_the_request_renders_itself(counters):
    site = Gate("plan")
    cache = PageCache(site, counters, Options(patience=0))
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(ask, cache) for _ in range(2)]
        assert [site.entered.acquire(timeout=10) for _ in futures] == [True, True]
        site.gate.set()
        assert [future.result(10).text for future in futures] == ["one", "one"]


def test_requests_queue_for_the_application_and_a_stuck_one_holds_nobody_for_long(counters):
    site = Gate()
    cache = PageCache(site, counters, Options(renders=1, queueing=0.01))
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(ask, cache, f"/{number}") for number in range(2)]
        assert [site.entered.acquire(timeout=10) for _ in futures] == [True, True]
        site.gate.set()
        assert [future.result(10).status for future in futures] == ["200 OK", "200 OK"]


def test_no_more_than_the_allowed_requests_are_in_the_application(counters):
    inside, most, lock = [0], [0], threading.Lock()
    barrier = threading.Barrier(4)

    def site(environ, start_response):
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        for _ in range(2000):
            pass
        with lock:
            inside[0] -= 1
        start_response("200 OK", [])
        return [b""]

    cache = PageCache(site, counters, Options(renders=1, queueing=10))

    def visit(number):
        barrier.wait(10)
        return [ask(cache, f"/{number}/{turn}").status for turn in range(50)]

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(visit, range(4)))
    assert (statuses, most) == ([["200 OK"] * 50] * 4, [1])


def test_the_application_is_closed_after_its_body_is_read(counters):
    closed = []

    class Body(list):
        def close(self):
            closed.append(True)

    def site(environ, start_response):
        start_response("200 OK", [("Surrogate-Key", "plan")])
        return Body([b"one"])

    assert (ask(PageCache(site, counters)).text, closed) == ("one", [True])


def test_a_stream_passes_through_unread(counters):
    def site(environ, start_response):
        start_response("200 OK", [])
        return endless

    endless = iter(lambda: b"x", b"")
    assert (
        PageCache(site, counters)(
            {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "wsgi.url_scheme": "http"}, lambda *_: None
        )
        is endless
    )


def test_the_first_miss_starts_the_follower_once(site, counters):
    started = []
    cache = PageCache(site, counters, on_first_miss=lambda: started.append(1))
    before = list(started)
    ask(cache), ask(cache), ask(cache, "/other")
    assert (before, started) == ([], [1])
