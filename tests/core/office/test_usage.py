"""Where a record is used: in published rows and in drafts, by records and by rows of records."""

from __future__ import annotations

import pytest

from opencity.accounts.models import User
from opencity.core.office.usage import shown_to, uses_of
from opencity.services.models import Document, RequiredDocument, Service
from tests.directory.factories import ContactFactory, OrganisationFactory, PlaceFactory
from tests.plan.factories import edit, publish, words

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def names(row) -> list[tuple[str, str, bool]]:
    """Return kind and code of each use, and whether only a draft has it; in a fixed order."""
    found = [(use.record._meta.model_name, use.record.code, use.in_draft) for use in uses_of(row)]
    return sorted(found)


@pytest.fixture
def document() -> Document:
    return publish_new(Document(code="passport", slug="passport", name=words("Passport")))


def publish_new(row):
    row.save()
    return publish(row)


@pytest.fixture
def service(document) -> Service:
    row = Service(code="S07", slug="residence", title=words("Residence"), summary=words("Short"))
    row.documents = [RequiredDocument(document=document)]
    return publish_new(row)


def test_links_of_every_app_count_and_rows_count_as_their_record(document, service):
    contact = ContactFactory()
    place, organisation = PlaceFactory(contacts=[contact]), OrganisationFactory(contacts=[contact])
    edit(service, contacts=[contact]).publish(skip_permission_checks=True)

    assert names(document) == [("service", "S07", False)]
    assert names(contact) == [
        ("organisation", organisation.code, False),
        ("place", place.code, False),
        ("service", "S07", False),
    ]
    assert names(place.organisation) == [("place", place.code, False)]
    assert names(service) == []


def test_a_part_is_no_use_and_a_parent_is_used_by_its_parts(service):
    whole = OrganisationFactory()
    part = OrganisationFactory(parent=whole)
    assert names(whole) == [("organisation", part.code, False)]
    assert names(part) == []


def test_what_only_a_draft_uses_is_marked(document, service):
    contact, other = ContactFactory(), publish_new(Document(code="photo", slug="photo", name={}))
    place = PlaceFactory()
    edit(place, contacts=[contact])
    edit(service, documents=[RequiredDocument(document=other)])

    assert names(contact) == [("place", place.code, True)]
    assert names(other) == [("service", "S07", True)]
    assert names(document) == [("service", "S07", False)]


def test_an_officer_learns_the_number_alone_of_what_they_may_not_see(service):
    user = User.objects.create_user("nobody@city.example")
    assert shown_to(user, Document.objects.get()) == ([], 1)
