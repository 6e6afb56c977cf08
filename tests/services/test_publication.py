"""Drafts, unpublished edits and what is taken off stay hidden on every address."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from opencity.core.texts import languages
from opencity.services.models import Step
from tests.plan.factories import edit, words
from tests.services.addresses import everything
from tests.services.factories import DocumentFactory, PlaceFactory, ServiceFactory, whole_service

SECRET = "secretword"

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return whole_service()


def secret() -> dict[str, str]:
    return dict.fromkeys(languages.codes(), SECRET)


def leaks(client) -> list[str]:
    bodies = {path: _body(client, path) for path in everything(["ar"])}
    found = client.get("/api/v1/search?q=secretword").json()["results"]
    bodies["search"] = str([(row["title"], row["url"]) for row in found])
    return [path for path, body in bodies.items() if SECRET in body]


def _body(client, path: str) -> str:
    answer = client.get(path)
    assert (path, answer.status_code) == (path, 200)
    return answer.content.decode()


def test_the_search_for_leaks_finds_what_is_public(client, service):
    edit(service, title=secret()).publish(skip_permission_checks=True)
    assert len(leaks(client)) > 6


def test_unpublished_edits_of_a_service_and_its_facts_stay_hidden(client, service):
    step = Step(title=secret(), text=secret())
    edit(service, title=secret(), summary=secret(), steps=[step], official_name=SECRET)
    edit(service.documents.get().document, name=secret(), what=secret())
    edit(service.places.get(), name=secret(), address=SECRET)
    call_command("reindex", verbosity=0)

    assert leaks(client) == []


def test_drafted_service_stays_hidden_where_others_name_it(client, service):
    draft = whole_service(
        live=False, code="secretword-s", slug="secretword-s", title=secret(), summary=secret()
    )
    edit(service, related=[draft.code]).publish(skip_permission_checks=True)
    document = service.documents.get().document
    edit(document, service_code=draft.code).publish(skip_permission_checks=True)

    assert leaks(client) == []
    assert client.get("/en/services/secretword-s/").status_code == 404
    assert client.get("/api/v1/services/secretword-s/").status_code == 404


def test_document_place_and_provider_that_are_taken_off_are_gone(client, service):
    paper = DocumentFactory(code="secretword-d", slug="secretword-d", name=secret())
    place = PlaceFactory(code="secretword-p", slug="secretword-p", name=secret(), address=SECRET)
    service.documents.get().document.unpublish()
    row = service.documents.get()
    row.document, row.pk = paper, None
    edit(service, places=[place], documents=[row]).publish(skip_permission_checks=True)
    for hidden in (paper, place, service.provider):
        hidden.refresh_from_db()
        hidden.name = secret()
        hidden.unpublish()

    assert leaks(client) == []
    page = client.get(service.get_absolute_url()).content.decode()
    assert "Още един документ" in page or "One more paper" in page
    [required] = client.get(f"/api/v1/services/{service.code}/").json()["documents"]
    assert (required["document"], required["name"]) == (None, {})


def test_what_is_scheduled_stays_hidden_until_its_time(client, service):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    new = ServiceFactory(live=False, code="secretword-n", slug="secretword-n", title=secret())
    for row in (new, service):
        edit(row, title=secret(), go_live_at=tomorrow).publish(skip_permission_checks=True)

    assert leaks(client) == []


def test_service_that_is_taken_off_leaves_list_data_and_search(client, service):
    edit(service, title=words("secretword-title")).publish(skip_permission_checks=True)
    assert leaks(client) != []
    service.refresh_from_db()
    service.unpublish()

    assert leaks(client) == []
