"""Services as open data: names and shapes that others build on."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext

from opencity.services.models import Cost, Service
from opencity.services.records import ServiceOut, ServicesOut
from opencity.translation.actions import record_texts
from tests.plan.factories import words
from tests.services.factories import ServiceFactory, TopicFactory, whole_service

pytestmark = pytest.mark.django_db


def test_facts_of_a_service_fit_the_promised_shape(client):
    service = whole_service(2)
    answer = client.get(f"/api/v1/services/{service.code}/")
    found = ServiceOut.model_validate(answer.json()).model_dump(mode="json")
    assert found == answer.json()
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert set(answer.headers["Surrogate-Key"].split()) == {"services", "directory", "texts"}
    assert [len(found[name]) for name in ("steps", "documents", "costs", "places")] == [2, 2, 2, 2]


def test_every_fact_names_certainty_and_sources(client):
    found = client.get(f"/api/v1/services/{whole_service().code}/").json()
    for name in ("conditions", "documents", "steps", "costs", "time_limits", "notes"):
        for fact in found[name]:
            assert (name, fact["certainty"]) == (name, "documented")
            assert (name, [source["title"] for source in fact["sources"]]) == (
                name, ["The act", "The office by phone"],
            )  # fmt: skip
    assert (found["verified_on"], found["certainty"]) == (None, "documented")


def test_amounts_stay_as_in_the_source_and_are_converted_beside(client):
    costs = [Cost(amount="110.00", currency="BGN"), Cost(amount="20.00", currency="USD")]
    found = client.get(f"/api/v1/services/{ServiceFactory(costs=costs).code}/").json()["costs"]
    assert [(row["amount"], row["currency"], row["euro"], row["converted"]) for row in found] == [
        ("110.00", "BGN", "56.24", True),
        ("20.00", "USD", None, False),
    ]


def test_each_text_says_in_each_language_how_it_came_about(client):
    text = {"bg": "Услуга", "en": "Service", "uk": "Послуга"}
    service = Service.objects.create(code="T1", slug="t1", title=text, summary=words("Short"))
    origins = {"bg": "human", "en": "imported", "uk": "machine"}
    record_texts(actor=None, instance=service, origins=origins, as_written=True)
    url = f"/api/v1/services/{service.code}/"

    def title() -> dict[str, tuple[str, bool]]:
        found = client.get(url).json()["text_origins"]["title"]
        return {code: (each["origin"], each["outdated"]) for code, each in found.items()}

    assert title() == {
        "bg": ("human", False), "en": ("imported", False), "uk": ("machine", False),
    }  # fmt: skip
    Service.objects.filter(pk=service.pk).update(title={**service.title, "bg": "Друга услуга"})
    assert title() == {
        "bg": ("human", False), "en": ("imported", True), "uk": ("machine", True),
    }  # fmt: skip


def test_list_comes_in_pages_by_code(client):
    codes = [row.code for row in ServiceFactory.create_batch(5)]
    first = client.get("/api/v1/services/?size=2").json()
    last = client.get("/api/v1/services/?size=2&page=3").json()
    assert ServicesOut.model_validate(first).model_dump(mode="json") == first
    assert (first["count"], first["pages"], first["page"], first["size"]) == (5, 3, 1, 2)
    assert [row["code"] for row in first["services"]] == codes[:2]
    assert [row["code"] for row in last["services"]] == codes[4:]
    assert client.get("/api/v1/services/?page=9").json()["services"] == []


def test_list_is_narrowed_and_names_what_may_be_asked(client):
    topic = TopicFactory()
    one = ServiceFactory(topics=[topic])
    ServiceFactory(groups=["eu"])
    found = client.get(f"/api/v1/services/?topic={topic.code}&group=student").json()
    assert [row["code"] for row in found["services"]] == [one.code]
    refused = client.get("/api/v1/services/?topic=nowhere", headers={"accept-language": "en"})
    assert (refused.status_code, refused.json()["detail"]) == (
        404, f"topic is “nowhere”, but must be one of: {topic.code}.",
    )  # fmt: skip


def test_list_of_what_was_published_since(client):
    old, new = ServiceFactory(), ServiceFactory()
    past = timezone.now() - datetime.timedelta(days=30)
    Service.objects.filter(pk=old.pk).update(last_published_at=past)

    def since(moment: str) -> list[str]:
        found = client.get("/api/v1/services/", {"updated_since": moment}).json()
        return [row["code"] for row in found["services"]]

    yesterday = timezone.now() - datetime.timedelta(days=1)
    assert since(yesterday.isoformat()) == [new.code]
    assert since(yesterday.date().isoformat()) == [new.code]
    assert since(past.isoformat()) == [old.code, new.code]
    answer = client.get("/api/v1/services/?updated_since=0001-01-01T00:00:00%2B14:00")
    assert (answer.status_code, answer.json()) == (
        422,
        {"detail": gettext("updated_since is out of range.")},
    )


def test_search_finds_a_service_by_its_official_name_with_its_code(client):
    service = whole_service(title={"bg": "Синя карта", "en": "Blue Card"})
    call_command("reindex", verbosity=0)
    found = client.get("/api/v1/search", {"q": "услуга по закона", "kind": "service", "lang": "en"})
    assert service.code in [row["code"] for row in found.json()["results"]]
    [first] = client.get("/api/v1/search", {"q": "Blue Card", "lang": "en"}).json()["results"][:1]
    assert (first["kind"], first["code"], first["title"]) == (
        "service", service.code, "Blue Card · Услуга по закона",
    )  # fmt: skip
