"""The office's screens of the directory: hours in lines, drafts, where a record is used."""

from __future__ import annotations

import pytest

from opencity.accounts.roles import Role
from opencity.directory.models import Contact, OpeningHours, Place
from tests.directory.factories import (
    ContactFactory,
    DistrictFactory,
    OrganisationFactory,
    PlaceFactory,
    hours,
)
from tests.plan.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(desk):
    return desk(person(Role.INTEGRATION_UNIT))


@pytest.fixture
def place() -> Place:
    return PlaceFactory(hours=hours(), contacts=[ContactFactory()], languages=["en"])


def draft(place: Place) -> Place:
    place.refresh_from_db()
    return place.get_latest_revision_as_object()


def test_hours_are_edited_as_a_line_a_day_and_drafted_with_the_place(place, unit):
    form = unit.open(place)
    assert [form[f"week_{day}"] for day in range(7)] == ["09:00–17:30"] * 5 + ["", ""]

    answer = unit.send(
        place, form, week_4="9-12:30, 13-16", week_5="10:00-12:00", languages="en, AR"
    )

    assert answer.status_code == 302
    assert draft(place).week[3:] == ["09:00–17:30", "09:00–12:30, 13:00–16:00", "10:00–12:00", ""]
    assert draft(place).languages == ["en", "ar"]
    assert place.week[4] == "09:00–17:30"
    assert OpeningHours.objects.filter(place=place).count() == 5


def test_hours_are_published_with_the_place(place, unit):
    unit.edit(place, week_5="10:00-12:00", action="publish")
    assert Place.objects.get(pk=place.pk).week[5] == "10:00–12:00"


def test_a_fault_keeps_what_was_typed_and_writes_nothing(place, unit):
    answer = unit.edit(place, week_0="nine to five", languages="English")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="nine to five"' in page
    assert "Monday: “nine to five” is no time of day." in page
    assert "“english” is no code of a language." in page
    assert draft(place).week[0] == "09:00–17:30"


def test_a_form_saved_without_changes_keeps_the_rows(place, unit):
    kept = list(OpeningHours.objects.values_list("pk", flat=True))
    unit.send(place, unit.open(place), action="publish")
    assert list(OpeningHours.objects.values_list("pk", flat=True)) == kept


def test_a_conflict_over_hours_is_shown(place, unit, desk):
    other = desk(person(Role.EDITOR, "ana"))
    his_form = unit.open(place)
    other.edit(place, week_0="8:00-12:00")

    page = unit.send(place, his_form, week_0="10:00-14:00").content.decode()

    assert "Somebody else saved this meanwhile." in page
    assert "Opening hours" in page
    assert "08:00–12:00" in page
    assert draft(place).week[0] == "08:00–12:00"


def test_versions_are_compared_by_day(place, unit):
    unit.edit(place, week_0="8:00-12:00")
    old, new = place.revisions.order_by("pk")[:2]

    page = unit.client.get(unit.url(place, "revisions_compare", old.pk, new.pk)).content.decode()

    assert "<div>Monday: <del>09:00–17:30</del> <ins>08:00–12:00</ins></div>" in page


def test_a_new_place_is_made_with_its_hours(unit):
    form = unit.open(Place, "add")
    answer = unit.send(
        Place, form, "add", code="O99", slug="new", name_bg="Нова", week_0="9-17", action="publish"
    )
    assert answer.status_code == 302
    assert Place.objects.get(code="O99").week[0] == "09:00–17:00"


def test_a_form_says_where_a_contact_is_used(place, unit):
    contact = place.contacts.get()
    organisation = OrganisationFactory(contacts=[contact])

    page = unit.client.get(unit.url(contact, "edit")).content.decode()

    assert "2 records use this." in page
    for row in (place, organisation):
        assert f'<a href="{unit.url(row, "edit")}">{row}</a>' in page


def test_deleting_names_what_it_touches_first(place, unit):
    contact = place.contacts.get()
    page = unit.client.get(unit.url(contact, "delete")).content.decode()
    assert "One record uses this." in page
    assert f">{place}</a>" in page

    unit.client.post(unit.url(contact, "delete"))
    assert Contact.objects.count() == 0


def test_a_record_that_others_cannot_be_without_is_kept(unit):
    place = PlaceFactory(district=DistrictFactory())
    answer = unit.client.post(unit.url(place.district, "delete"), follow=True)

    assert f"cannot be deleted while other records need it: {place}" in answer.content.decode()
    place.district.refresh_from_db()


def test_all_uses_have_a_list_that_an_editor_can_read(place, desk):
    editor = desk(person(Role.EDITOR))
    page = editor.client.get(editor.url(place.contacts.get(), "usage")).content.decode()
    assert f'href="{editor.url(place, "edit")}"' in page
