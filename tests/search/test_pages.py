from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from opencity.search.queries import PAGE_SIZE, search

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db, pytest.mark.usefixtures("source")]


@pytest.fixture
def market() -> Group:
    return Group.objects.create(name="Пазар на общностите | Market of communities")


def test_a_result_speaks_the_readers_language_whichever_language_matched(market):
    [result] = search("pazar", "en").results
    assert (result.title.text, result.url) == (
        "Market of communities",
        f"/en/groups/{market.pk}/",
    )
    assert (result.kind, result.kind_label, result.code) == ("group", "Groups", f"G{market.pk}")


def test_a_missing_translation_falls_back_and_says_so(market):
    [result] = search("market", "ar").results
    assert (result.title.text, result.title.language, result.title.direction) == (
        "Market of communities",
        "en",
        "ltr",
    )
    assert result.url == f"/ar/groups/{market.pk}/"


def test_a_suggestion_is_spelt_as_the_documents_spell_it():
    Group.objects.create(name="Чуждестранни студенти | Foreign students")
    Group.objects.create(name="Виза | Visa")
    assert search("my vsia please", "en").suggestion == "my visa please"


def test_a_label_stands_in_the_readers_language(client, market):
    page = client.get("/bg/search/", {"q": "market"}).content.decode()
    assert '<span class="topic" lang="bg" dir="ltr">Хора</span>' in page


def test_facets_and_kinds_narrow_the_results(market):
    assert search("market", "en", facets={"size": ["small"]}).total == 1
    assert search("market", "en", facets={"size": ["large"]}).total == 0
    assert search("market", "en", kind="measure").total == 0
    assert search("market", "en", kind="measure").kinds == {"group": 1}


@pytest.mark.parametrize("count", [1, 15])
def test_a_search_costs_the_same_queries_for_one_and_for_many(count, django_assert_num_queries):
    for number in range(count):
        Group.objects.create(name=f"Пазар {number} | Market {number}")
    with django_assert_num_queries(5):  # state, index, glossary, synonyms (loaded anew), rows
        assert search("market", "en").total == count


def test_the_page_shows_results_with_marks_and_without_their_markup(client, market):
    page = client.get("/en/search/", {"q": "market sofia"}).content.decode()
    assert "<mark>Market</mark> of communities" in page
    assert "&lt;b&gt;<mark>Sofia</mark>&lt;/b&gt;" in page
    assert f'href="/en/groups/{market.pk}/"' in page


def test_hostile_text_is_escaped(client, market):
    query = '"><script>alert(1)</script> market'
    page = client.get("/en/search/", {"q": query}).content.decode()
    assert "<script>alert" not in page
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; market" in page


def test_htmx_receives_the_results_alone(client, market):
    whole = client.get("/en/search/", {"q": "market"})
    part = client.get("/en/search/", {"q": "market"}, headers={"HX-Request": "true"})
    assert (b"<html" in whole.content, b"<html" in part.content) == (True, False)
    assert b"<mark>Market</mark>" in part.content
    assert "HX-Request" in part.headers["Vary"]


@pytest.mark.parametrize("query", ["", "   ", "qwrtpx zzkkw", "?", "\x00", "🙂" * 9000])
def test_a_query_that_finds_nothing_gets_a_friendly_page(client, market, query):
    response = client.get("/en/search/", {"q": query})
    assert response.status_code == 200
    assert b'<ol class="results"' not in response.content


@pytest.mark.parametrize(
    "parameters",
    [{"page": "0"}, {"page": "x"}, {"page": "²"}, {"page": "9999999999"}, {"page": "2"},
     {"kind": "nothing"}, {"kind": "'"}],
)  # fmt: skip
def test_a_page_or_kind_that_is_not_there_is_not_found(client, market, parameters):
    assert client.get("/en/search/", {"q": "market", **parameters}).status_code == 404


def test_results_are_shown_in_pages(client):
    for number in range(PAGE_SIZE + 3):
        Group.objects.create(name=f"Пазар | Market {number}")
    first = client.get("/en/search/", {"q": "market"}).content.decode()
    second = client.get("/en/search/", {"q": "market", "page": "2"}).content.decode()
    assert [page.count('href="/en/groups/') for page in (first, second)] == [PAGE_SIZE, 3]
    assert f'start="{PAGE_SIZE + 1}"' in second


def test_the_interface_answers_in_its_fixed_form(client, market):
    answer = client.get("/api/v1/search", {"q": "pazar", "lang": "en"}).json()
    [result] = answer["results"]
    assert result.pop("score") > 0
    assert answer == {
        "results": [
            {
                "kind": "group",
                "code": f"G{market.pk}",
                "title": "Market of communities",
                "url": f"/en/groups/{market.pk}/",
            }
        ],
        "confident": True,
        "suggestion": None,
    }


def test_the_interface_is_not_sure_of_nonsense(client, market):
    answer = client.get("/api/v1/search", {"q": "xyzzy qwrtp", "lang": "en"}).json()
    assert answer == {"results": [], "confident": False, "suggestion": None}


@pytest.mark.parametrize(
    ("parameters", "named"),
    [({"lang": "xx"}, "lang is “xx”"), ({"kind": "nothing"}, "kind is “nothing”")],
)
def test_the_interface_names_a_wrong_parameter_and_the_remedy(client, parameters, named):
    response = client.get(
        "/api/v1/search", {"q": "a", **parameters}, headers={"Accept-Language": "en"}
    )
    assert response.status_code == 422
    assert response.json()["detail"].startswith(f"{named}, but must be one of: ")
