"""The public pages of Sofia's real plan, in every language."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from opencity.core.texts import languages
from opencity.plan.models import Measure, PlanVersion
from opencity.plan.queries import current_version
from tests.plan.addresses import DATA, everything, pages

pytestmark = [pytest.mark.usefixtures("sofia"), pytest.mark.django_db]

RIGHT_TO_LEFT = {"ar"}


@pytest.fixture
def version() -> PlanVersion:
    found = current_version()
    assert found is not None
    return found


class Page(HTMLParser):
    """What a policy against inline code and a reader of another script care about."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.root: dict[str, str | None] = {}
        self.inline: list[str] = []
        self.foreign: list[str] = []
        self.links: list[str] = []
        self._open = ""
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self._open = tag
        if tag == "html":
            self.root = found
        self.inline += [name for name in found if name == "style" or name.startswith("on")]
        self.inline += [
            value for value in found.values() if (value or "").startswith("javascript:")
        ]
        if tag == "a":
            self.links.append(found.get("href") or "")
        loaded = found.get("src") or (found.get("href") if tag == "link" else None)
        is_loaded = tag != "link" or "stylesheet" in (found.get("rel") or "")
        if loaded and is_loaded and not loaded.startswith("/"):
            self.foreign.append(loaded)

    def handle_data(self, data):
        if self._open in ("script", "style") and data.strip():
            self.inline.append(data)

    def handle_endtag(self, tag):
        self._open = ""


@pytest.mark.parametrize("language", ["bg", "en", "uk", "ru", "tr", "ar"])
def test_every_page_answers_in_its_language_safely_and_can_be_cached(client, version, language):
    paths = pages(version, language)
    assert len(paths) == 38

    for path in paths:
        answer = client.get(path)
        assert (path, answer.status_code) == (path, 200)
        assert_may_be_cached(path, answer)
        assert_strict(path, answer)
        if answer.headers["Content-Type"].startswith("text/html"):
            page = Page(answer.content.decode())
            direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
            assert (path, page.root) == (path, {"lang": language, "dir": direction})
            assert (path, page.inline, page.foreign) == (path, [], [])


def assert_may_be_cached(path, answer):
    assert (path, answer.headers.get("Set-Cookie")) == (path, None)
    assert (path, dict(answer.cookies)) == (path, {})
    assert (path, "plan" in answer.headers["Surrogate-Key"].split()) == (path, True)
    assert (path, b"csrfmiddlewaretoken" in answer.content) == (path, False)


def assert_strict(path, answer):
    policy = dict(
        part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";")
    )
    assert (path, policy["default-src"], policy["base-uri"]) == (path, "'none'", "'none'")
    assert (path, policy["script-src"], policy["style-src"]) == (path, "'self'", "'self'")
    assert (path, "unsafe" in str(policy), "nonce" in str(policy)) == (path, False, False)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_data_is_open_to_every_site_and_can_be_cached(client):
    for path in DATA:
        answer = client.get(path)
        assert_may_be_cached(path, answer)
        if path.startswith("/api/"):
            assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_every_link_of_the_plan_leads_somewhere(client, version):
    known = set(everything(version, languages.codes()))
    seen = set()
    for path in pages(version, "tr"):
        answer = client.get(path)
        if answer.headers["Content-Type"].startswith("text/html"):
            seen |= {link.split("#")[0] for link in Page(answer.content.decode()).links}

    within = {link for link in seen if "/plan/" in link and not link.startswith("http")}
    assert within - known == set()
    assert set(pages(version, "tr")) - seen - {"/tr/"} <= {"/tr/plan/versions/1/"}


def test_page_of_a_measure_says_plainly_what_is_not_known(client):
    page = client.get("/en/plan/measures/sofia-2020-image/").content.decode()

    assert page.count("Not yet set") == 6  # milestones; responsible, start, end, budget, partners
    assert "The document names no proposer of this measure." in page
    assert "We have found nothing in the public record yet." in page
    assert "Nobody independent has evaluated this measure yet." in page
    assert "The owner has not reported yet." in page


def test_machine_translation_says_so_on_the_page_and_in_the_data(client):
    measure = Measure.objects.get(code="A02")
    notice = "These texts were translated by a machine and nobody has reviewed them yet."

    page = client.get(f"/uk/plan/measures/{measure.slug}/").content.decode()
    assert 'class="piece piece--machine" lang="uk" dir="ltr"' in page
    with override("uk"):
        assert gettext(notice) in page
    assert notice not in client.get(f"/en/plan/measures/{measure.slug}/").content.decode()
    [row] = [r for r in client.get("/api/v1/plan/").json()["measures"] if r["code"] == "A02"]
    assert row["text_states"]["title"] == dict.fromkeys(("uk", "ru", "tr", "ar"), "machine")


def test_missing_text_falls_back_along_the_chain_and_says_so(client):
    measure = Measure.objects.get(code="A02")
    measure.title = {"bg": "Само български"}
    measure.save_revision(clean=False).publish()

    page = client.get(f"/ar/plan/measures/{measure.slug}/").content.decode()

    piece = '<span class="piece piece--plain" lang="bg" dir="ltr">Само български</span>'
    assert piece in page
    assert f'{piece} <small class="piece-note">' in page


@pytest.mark.parametrize(
    "path",
    [
        "/xx/plan/",
        "/en/plan/measures/none/",
        "/en/plan/measures/%D0%BC%D1%8F%D1%80%D0%BA%D0%B0/",
        "/en/plan/measures/%00/",
        "/en/plan/measures/..%2F..%2Fetc/",
        "/en/plan/measures/<script>/",
        "/en/plan/spheres/centre/",
        "/en/plan/goals/G1/",
        "/en/plan/groups/none/",
        "/en/plan/versions/0/",
        "/en/plan/versions/2/",
        "/en/plan/versions/99999999999999999999999999/",
        "/en/plan/versions/-1/",
        "/en/plan/versions/one/",
        "/en/plan/nothing/",
        "/api/v1/plan/nothing",
    ],
)
def test_address_of_nothing_is_a_helpful_404(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert b"<script>/" not in answer.content


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=x", "page=99999999999999999999", "sphere=x", "q=%00", "%FF=%FF", "lang=xx"],
)
def test_parameters_that_mean_nothing_never_break_a_page(client, query):
    for path in (
        "/en/",
        "/en/plan/",
        "/en/plan/measures/",
        "/api/v1/plan/",
        "/en/plan/changes.atom",
    ):
        assert (path, client.get(f"{path}?{query}").status_code) == (path, 200)


def test_site_map_lists_every_page_in_every_language(client, version):
    listed = client.get("/sitemap.xml").content.decode()

    for language in languages.codes():
        for path in pages(version, language):
            expected = not path.endswith((".atom", "/versions/1/"))
            assert (path, f"<loc>http://127.0.0.1:8000{path}</loc>" in listed) == (path, expected)


def test_reading_writes_nothing(client, version, monkeypatch):
    # what a first reader orders, a task draws; the monitor's own tests look at that
    monkeypatch.setattr("opencity.monitor.charts.store.order", lambda *args, **kwargs: None)
    with CaptureQueriesContext(connection) as found:
        for path in everything(version, ["bg"]):
            client.get(path)
    verbs = {each["sql"].split()[0].upper() for each in found}

    assert verbs == {"SELECT"}
