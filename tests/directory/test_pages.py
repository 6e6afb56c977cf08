"""The pages of the directory: what a newcomer reads, and until when it is true."""

from __future__ import annotations

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opencity.core import registries
from opencity.core.texts import languages
from opencity.directory.models import Place
from tests.directory.factories import (
    ContactFactory,
    DistrictFactory,
    OrganisationFactory,
    PlaceFactory,
    exception,
    hours,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def clock(monkeypatch):
    """Return a function that sets the time of day in Sofia."""

    def at(text: str) -> None:
        moment = datetime.datetime.fromisoformat(text).astimezone(datetime.UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at


def lines(answer) -> str:
    """Return a page with single spaces."""
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def kept_for(answer) -> str:
    return answer.headers["Surrogate-Control"]


def test_an_open_office_says_until_when_and_is_kept_until_then(client, clock):
    clock("2027-02-03T16:00:00+02:00")
    place = PlaceFactory(hours=hours())

    answer = client.get(f"/en/offices/{place.slug}/")

    assert "Open now until 17:30" in lines(answer)
    assert kept_for(answer) == "max-age=5400"


@pytest.mark.parametrize(
    ("now", "said", "seconds"),
    [
        ("2027-02-03T07:30:00+02:00", "Closed now; opens today at 09:00", 5400),
        ("2027-02-05T20:00:00+02:00", "Closed now; opens Monday at 09:00", 14400),
        ("2027-01-01T20:00:00+02:00", "Closed on the public holiday New Year&#x27;s Day; ", 14400),
    ],
)
def test_a_closed_office_says_why_and_when_it_opens(client, clock, now, said, seconds):
    clock(now)
    place = PlaceFactory(hours=hours())

    answer = client.get(f"/en/offices/{place.slug}/")

    assert said in lines(answer)
    assert kept_for(answer) == f"max-age={seconds}"


def test_an_opening_far_off_is_a_date(client, clock):
    clock("2027-02-03T10:00:00+02:00")
    place = PlaceFactory(hours=hours(), exceptions=[exception("2027-02-01", "2027-02-20")])

    page = lines(client.get(f"/en/offices/{place.slug}/"))

    assert "Closed today (Reason en); opens on 22 February 2027 at 09:00" in page
    assert "Other hours in the coming weeks" in page


def test_by_appointment_is_never_shown_as_closed(client, clock):
    clock("2027-01-01T03:00:00+02:00")
    place = PlaceFactory(hours=hours(), appointment=True)

    for path in (f"/en/offices/{place.slug}/", "/en/offices/"):
        page = lines(client.get(path))
        assert "By appointment only" in page
        assert "Closed" not in page
    assert "Today is a public holiday: New Year&#x27;s Day" in page


def test_hours_that_nobody_knows_are_not_invented(client, clock):
    clock("2027-02-03T10:00:00+02:00")
    place = PlaceFactory()

    page = lines(client.get(f"/en/offices/{place.slug}/"))

    assert "Opening hours not known" in page
    assert "Monday" not in page
    assert 'data-state="unknown"' in page


def test_an_address_can_be_shown_to_a_driver(client):
    place = PlaceFactory(name={"bg": "Дирекция", "en": "Directorate"}, postal_code="1000")

    page = lines(client.get(f"/ar/offices/{place.slug}/"))

    assert 'lang="bg" dir="ltr"><strong>Дирекция</strong><br>ул. „Московска“ 33, 1000' in page
    assert 'lang="bg-Latn" dir="ltr"><strong>Direktsia</strong><br>ul. Moskovska 33, 1000' in page


def test_what_somebody_wrote_in_latin_letters_goes_before_the_rules(client):
    place = PlaceFactory(address_latin="33 Moskovska Street")
    assert "33 Moskovska Street" in lines(client.get(f"/en/offices/{place.slug}/"))


def test_the_map_is_asked_for_the_point_or_else_for_the_address(client):
    known = PlaceFactory(latitude=Decimal("42.6925"), longitude=Decimal("23.325"))
    Place.objects.filter(pk=known.pk).update(position="approximate")
    looked_up, nowhere = PlaceFactory(), PlaceFactory(address="")

    page = lines(client.get(f"/en/offices/{known.slug}/"))
    assert "?mlat=42.69250&amp;mlon=23.32500#map=17/42.69250/23.32500" in page
    assert 'href="geo:42.69250,23.32500?q=42.69250%2C23.32500"' in page
    assert "The point on the map is approximate." in page
    assert "the map looks the address up" in lines(client.get(f"/en/offices/{looked_up.slug}/"))
    assert "openstreetmap" not in lines(client.get(f"/en/offices/{nowhere.slug}/"))


def test_contacts_can_be_called_and_written_to(client):
    contacts = [
        ContactFactory(kind="web", value="https://example.org/"),
        ContactFactory(kind="email", value="desk@city.example"),
        ContactFactory(value="+359 2 982 4808", languages=["ar"]),
    ]
    place = PlaceFactory(contacts=contacts, languages=["en", "ar"], wheelchair="yes")

    page = lines(client.get(f"/en/offices/{place.slug}/"))

    links = [f'href="{url}"' for url in ("tel:+35929824808", "mailto:desk@city.example")]
    assert [page.count(link) for link in links] == [1, 1]
    assert page.index(links[0]) < page.index(links[1]) < page.index("https://example.org/")
    assert page.count('<span lang="ar" dir="rtl">العربيّة</span>') == 2


@pytest.fixture
def use():
    """Something that a higher app does at places."""
    rows: list = []
    entry = registries.PlaceUse(
        "test", "Done here", lambda place: rows if place.kind == "office" else [], "name", ("test",)
    )
    registries.place_uses.register(entry)
    yield rows
    registries.place_uses.unregister("test")


def test_an_office_says_what_is_done_there(client, use):
    place = PlaceFactory()
    use.append(OrganisationFactory(name={"bg": "Услуга", "en": "A service"}))

    answer = client.get(f"/en/offices/{place.slug}/")

    assert "Done here" in lines(answer)
    assert f'<a href="/en/organisations/{use[0].code}/">A service</a>' in lines(answer)
    assert "test" in answer.headers["Surrogate-Key"].split()


def test_a_district_leads_to_its_offices_and_stands_on_the_map(client):
    here, there = DistrictFactory.create_batch(2)
    place = PlaceFactory(district=here, kind="district_office")
    other = PlaceFactory(district=there)

    page = lines(client.get(f"/en/offices/districts/{here.slug}/"))

    assert f'href="/en/offices/{place.slug}/"' in page
    assert f'href="/en/offices/{other.slug}/"' not in page
    assert page.count('<circle cx="') == 2
    assert f'<a href="/en/offices/districts/{here.slug}/" aria-current="true">' in page
    overview = lines(client.get("/en/offices/"))
    for district in (here, there):
        assert overview.count(f'href="/en/offices/districts/{district.slug}/"') == 2


def test_an_organisation_has_its_offices_parts_and_contacts(client):
    whole = OrganisationFactory(contacts=[ContactFactory(value="112")], languages=["fr"])
    part = OrganisationFactory(parent=whole)
    place = PlaceFactory(organisation=whole)

    page = lines(client.get(f"/en/organisations/{whole.code}/"))

    assert 'href="tel:112"' in page
    assert '<span lang="fr" dir="ltr">français</span>' in page
    for path in (f"organisations/{part.code}", f"offices/{place.slug}"):
        assert f'href="/en/{path}/"' in page
    assert f'href="/en/organisations/{whole.code}/"' in lines(
        client.get(f"/en/organisations/{part.code}/")
    )


def test_those_who_help_stand_before_those_who_decide(client):
    OrganisationFactory(kind="state", name={"bg": "Държава", "en": "State"})
    OrganisationFactory(kind="ngo", name={"bg": "Помощ", "en": "Help"})

    page = lines(client.get("/en/organisations/"))

    assert page.index(">Help</a>") < page.index(">State</a>")


@pytest.mark.parametrize(
    "path", ["offices/nowhere/", "offices/districts/nowhere/", "organisations/nowhere/"]
)
def test_nothing_is_there(client, path):
    assert client.get(f"/en/{path}").status_code == 404


PATHS = ("offices/", "organisations/", "offices/{place}/", "organisations/{organisation}/")


def whole_directory(rows: int) -> SimpleNamespace:
    """Make ``rows`` records of each kind, all linked."""
    districts = DistrictFactory.create_batch(rows)
    contacts = ContactFactory.create_batch(rows)
    whole = OrganisationFactory(contacts=contacts)
    OrganisationFactory.create_batch(rows, parent=whole)
    places = [
        PlaceFactory(
            organisation=whole,
            district=districts[0],
            contacts=contacts,
            hours=hours(),
            exceptions=[exception("2027-01-01", "2027-01-02") for _row in range(rows)],
        )
        for _number in range(rows)
    ]
    return SimpleNamespace(
        place=places[0].slug, organisation=whole.code, district=districts[0].slug,
        code=places[0].code,
    )  # fmt: skip


def counts(client, rows: int) -> dict[str, int]:
    made = vars(whole_directory(rows))
    found = {}
    data = ("/api/v1/offices/", "/api/v1/offices/{code}/", "/api/v1/offices/offices.jsonld")
    pages = (*PATHS, "offices/districts/{district}/")
    for path in (*(f"/en/{page}" for page in pages), *data):
        address = path.format(**made)
        client.get(address)  # what is read once in the life of a process does not count
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found[path] = len(queries)
    return found


def test_pages_take_as_many_queries_for_many_rows_as_for_one_and_at_most_eight(client):
    one, many = counts(client, 1), counts(client, 4)
    assert many == one
    assert {path: number for path, number in many.items() if number > 8} == {}


def test_pages_stand_in_every_language(client):
    made = whole_directory(1)
    for code in languages.codes():
        for path in PATHS:
            assert client.get(f"/{code}/{path.format(**vars(made))}").status_code == 200
