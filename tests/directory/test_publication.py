"""What is not published is seen by nobody outside: no page, map, search or data shows it."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from opencity.directory import models
from tests.directory.factories import (
    ContactFactory,
    DistrictFactory,
    OrganisationFactory,
    PlaceFactory,
    exception,
    hours,
)
from tests.plan.factories import edit, words

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SECRET = "Secretword"


@pytest.fixture
def place() -> models.Place:
    return PlaceFactory(district=DistrictFactory(), hours=hours(), contacts=[ContactFactory()])


def addresses() -> list[str]:
    """Return every public address that shows something of the directory."""
    pages = ["offices/", "organisations/"]
    pages += [f"offices/{row.slug}/" for row in models.Place.objects.filter(live=True)]
    pages += [f"offices/districts/{row.slug}/" for row in models.District.objects.all()]
    pages += [f"organisations/{row.code}/" for row in models.Organisation.objects.filter(live=True)]
    data = ["/api/v1/offices/", "/api/v1/offices/offices.jsonld", "/sitemap.xml"]
    for row in models.Place.objects.filter(live=True):
        data += [f"/api/v1/offices/{row.code}/", f"/api/v1/offices/{row.code}/office.jsonld"]
    return [f"/{code}/{page}" for code in ("bg", "ar") for page in pages] + data


def pages_with(client, secret: str) -> list[str]:
    found = []
    for path in addresses():
        answer = client.get(path)
        assert (path, answer.status_code) == (path, 200)
        if secret.lower() in answer.content.decode().lower():
            found.append(path)
    return found


def leaks(client) -> list[str]:
    """Return the addresses and search results that show the secret word, whatever its case."""
    call_command("reindex", verbosity=0)
    results = client.get("/api/v1/search", {"q": SECRET, "lang": "en"}).json()
    return pages_with(client, SECRET) + [each["url"] for each in results["results"]]


def test_a_published_word_is_found_everywhere(client, place):
    edit(place, name=words(SECRET), summary=words(SECRET)).publish(skip_permission_checks=True)

    found = leaks(client)

    expected = {"/bg/offices/", f"/ar/offices/{place.slug}/", "/api/v1/offices/"}
    expected |= {f"/bg/offices/districts/{place.district.slug}/", f"/en/offices/{place.slug}/"}
    assert expected - set(found) == set()


def test_drafted_records_stay_hidden(client, place):
    draft = OrganisationFactory(live=False, name=words(SECRET), code="secretword-organisation")
    PlaceFactory(live=False, name=words(SECRET), slug="secretword", code="SECRETWORD")
    models.Place.objects.filter(pk=place.pk).update(organisation=draft)
    parent = OrganisationFactory()
    models.Organisation.objects.filter(pk=parent.pk).update(parent=draft)

    assert leaks(client) == []
    assert client.get("/bg/offices/secretword/").status_code == 404
    assert client.get("/api/v1/offices/SECRETWORD/").status_code == 404
    assert client.get("/bg/organisations/secretword-organisation/").status_code == 404


def test_unpublished_edits_of_live_records_stay_hidden(client, place):
    contact = ContactFactory(value="+359 secretword")
    edit(
        place,
        **{name: words(SECRET) for name in ("name", "summary", "entrance_note", "hours_note")},
        address=SECRET,
        hours=hours("03:33", "04:44"),
        exceptions=[exception("2020-01-01", "2099-01-01", reason=words(SECRET))],
        contacts=[contact],
    )
    organisation = place.organisation
    edit(organisation, name=words(SECRET), summary=words(SECRET), contacts=[contact])

    assert leaks(client) == []
    assert pages_with(client, "03:33") == []
    assert place.get_latest_revision_as_object().week[0] == "03:33–04:44"


def test_the_preview_shows_the_draft_as_the_page(place):
    from opencity.directory.pages import office_context

    edit(place, name=words(SECRET), hours=hours("03:33", "04:44"), contacts=[])
    shown = office_context(place.get_latest_revision_as_object(), draft=True)

    assert shown["place"].name["en"] == f"{SECRET} en"
    assert [f"{each.opens:%H:%M}" for each in shown["week"][0]["stretches"]] == ["03:33"]
    assert shown["place"].contact_list == []
