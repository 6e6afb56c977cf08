"""Offices as data: the same rows as the pages, hours as rules, in the words of schema.org."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from opencity.core import registries
from opencity.directory import api
from opencity.directory.models import Place
from tests.directory.factories import (
    ContactFactory,
    DistrictFactory,
    PlaceFactory,
    exception,
    hours,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(monkeypatch) -> Place:
    moment = datetime.datetime(2027, 2, 3, 8, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return PlaceFactory(
        code="O12",
        district=DistrictFactory(code="03"),
        contacts=[ContactFactory(code="o12-phone", value="0700 17 670")],
        hours=hours(days=1),
        exceptions=[exception("2027-03-02", opens="10:00", closes="12:00")],
        wheelchair="no",
    )


def test_one_office_holds_its_hours_as_rules(client, place):
    data = client.get("/api/v1/offices/O12/").json()

    assert api.OneOfficeOut.model_validate(data).model_dump() == data
    assert data["hours"] == [{"day": "mon", "opens": "09:00", "closes": "17:30"}]
    assert data["exceptions"] == [
        {
            "starts_on": "2027-03-02", "ends_on": "2027-03-02", "opens": "10:00",
            "closes": "12:00", "reason": place.exceptions.get().reason,
        }
    ]  # fmt: skip
    assert data["state"] == {
        "status": "closed", "until": None, "opens_at": "2027-02-08T09:00:00+02:00",
        "changes_at": "2027-02-03T22:00:00+00:00", "because": "week", "reason": {},
    }  # fmt: skip
    assert data["rules"]["precedence"] == ["exception", "holiday", "week"]
    assert data["rules"]["time_zone"] == "Europe/Sofia"
    first = data["rules"]["public_holidays"][0]
    assert (first["date"], first["name"]["en"]) == ("2027-03-03", "Liberation Day")
    facts = [data[name] for name in ("address_latin", "district", "wheelchair", "hours_known")]
    assert facts == ["ul. Moskovska 33", "03", False, True]
    assert data["contacts"][0]["url"] == "tel:070017670"
    assert data["url"]["ar"].endswith(f"/ar/offices/{place.slug}/")


def test_all_offices_are_what_each_is(client, place):
    PlaceFactory()
    data = client.get("/api/v1/offices/").json()

    assert api.OfficesOut.model_validate(data).model_dump() == data
    one = client.get("/api/v1/offices/O12/").json()
    offices = {each["code"]: each for each in data["offices"]}
    assert {**offices["O12"], "rules": data["rules"]} == one
    assert len(offices) == 2


def test_data_is_kept_until_an_office_opens_or_closes_and_for_every_language(client, place):
    answer = client.get("/api/v1/offices/O12/")
    assert answer.headers["Surrogate-Control"] == f"max-age={14 * 3600}"
    assert answer.headers["Surrogate-Language"] == "any"
    assert answer.headers["Surrogate-Key"] == "directory texts"


def test_an_unknown_office_is_told_in_json(client):
    answer = client.get("/api/v1/offices/O99/", headers={"accept-language": "en"})
    assert (answer.status_code, answer.json()) == (404, {"detail": "There is no such office."})


def test_linked_data_says_what_is_known_and_nothing_else(client, place):
    data = client.get("/api/v1/offices/O12/office.jsonld").json()

    assert (data["@context"], data["@type"]) == ("https://schema.org", "GovernmentOffice")
    assert data["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification", "opens": "09:00", "closes": "17:30",
            "dayOfWeek": "https://schema.org/Monday",
        }
    ]  # fmt: skip
    special = data["specialOpeningHoursSpecification"]
    assert [(each["validFrom"], each["opens"], each["closes"]) for each in special] == [
        ("2027-03-02", "10:00", "12:00")
    ]
    assert data["address"]["streetAddress"][1] == {
        "@value": "ul. Moskovska 33", "@language": "bg-Latn",
    }  # fmt: skip
    assert "geo" not in data
    assert data["amenityFeature"][0]["value"] is False
    graph = client.get("/api/v1/offices/offices.jsonld").json()["@graph"]
    assert [each["@id"] for each in graph] == [data["@id"]]


def test_every_format_of_the_data_set_answers(client, place):
    entry = registries.datasets.get("offices")
    for kind, path in entry.formats.items():
        assert client.get(path).headers["Content-Type"] == f"{kind}; charset=utf-8"


@pytest.mark.parametrize(
    ("query", "language"),
    [("Московска 33", "ar"), ("moskovska", "uk"), ("Office", "en"), ("District", "en")],
)
def test_an_office_is_found_by_name_address_and_district(client, place, query, language):
    found = client.get("/api/v1/search", {"q": query, "lang": language, "kind": "office"}).json()
    assert [each["code"] for each in found["results"]] == ["O12"]
