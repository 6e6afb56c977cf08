"""What the server gives for reading without network; the browser's part is in the journeys."""

from __future__ import annotations

import json

import pytest

from opencity.core import registries
from opencity.shell.offline import worker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def read_anew():
    worker.worker_source.cache_clear()
    yield
    worker.worker_source.cache_clear()


def site(script: str) -> dict[str, object]:
    first = script.partition("\n")[0]
    return json.loads(first.removeprefix("const SITE = ").removesuffix(";"))


def test_worker_may_answer_for_the_whole_site_and_is_looked_at_each_time(client):
    answer = client.get("/service-worker.js")

    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers.get("Cache-Control") is None  # the page cache says: ask again each time
    assert answer.headers["Surrogate-Key"] == "offline"
    assert "connect-src 'self'" in answer.headers["Content-Security-Policy"]
    assert dict(answer.cookies) == {}


def test_worker_knows_what_may_be_kept_and_nothing_else(client):
    found = site(client.get("/service-worker.js").content.decode())

    assert found["languages"] == ["bg", "en", "uk", "ru", "tr", "ar"]
    assert set(found["sections"]).isdisjoint(
        {"account", "feedback", "search", "office", "api", "plan", "offline"}
    )
    assert found["excluded"] == ["account", "feedback"]
    for path in found["files"]:
        assert path.startswith("/static/")


def test_release_is_another_one_when_anything_of_it_changed(monkeypatch):
    before = site(worker.worker_source())["release"]
    worker.worker_source.cache_clear()
    assert site(worker.worker_source())["release"] == before

    worker.worker_source.cache_clear()
    monkeypatch.setattr(worker.staticfiles_storage, "manifest_hash", "another", raising=False)
    by_files = site(worker.worker_source())["release"]
    worker.worker_source.cache_clear()
    monkeypatch.setattr(worker, "SECTIONS", ("services",))
    by_facts = site(worker.worker_source())["release"]
    assert len({before, by_files, by_facts}) == 3


def test_list_holds_the_pages_of_the_language_that_may_be_kept(client, monkeypatch):
    def paths():
        yield "plan:glance", {}, None
        yield "services:guide", {"slug": "b"}, None
        yield "services:checklist", {}, None

    listed = registries.Registry("sitemap section")
    listed.register(registries.SitemapSection("some", paths))
    monkeypatch.setattr("opencity.shell.offline.views.sitemap_sections", listed)

    answer = client.get("/ar/offline/pages.json")
    assert answer.json() == {"pages": ["/ar/checklist/", "/ar/guides/b/"]}
    assert answer.headers["Surrogate-Key"] == "services directory texts"


def test_fallback_page_and_every_other_one_carry_what_the_worker_fills_in(client):
    for path in ("/ar/offline/", "/ar/checklist/"):
        page = client.get(path).content.decode()
        assert page.count('id="kept" hidden') == 1
        assert page.count('<span id="kept-at"></span>') == 1
    assert 'name="robots" content="noindex"' in client.get("/ar/offline/").content.decode()
