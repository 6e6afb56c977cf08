from __future__ import annotations

import pytest
from django.urls import reverse

from opencity.accounts.roles import Role
from opencity.publications.models import Pack
from tests.plan.people import person
from tests.publications.factories import pack_of
from tests.services.factories import ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ADD = "wagtailsnippets_publications_pack:add"


def filled(service, **values) -> dict[str, str]:
    form = {
        "code": "new", "slug": "new", "title_bg": "Пакет", "summary_bg": "За всеки", "order": "1",
        "picked-TOTAL_FORMS": "1", "picked-INITIAL_FORMS": "0", "picked-MIN_NUM_FORMS": "0",
        "picked-MAX_NUM_FORMS": "1000", "picked-0-service": str(service.pk),
        "picked-0-ORDER": "1",
    }  # fmt: skip
    return {**form, **values}


def test_what_an_editor_puts_together_is_public_once_a_reviewer_approves(client):
    service = ServiceFactory()
    client.force_login(person(Role.EDITOR))
    client.post(reverse(ADD), filled(service) | {"action-submit": "1"})
    row = Pack.objects.get()
    assert (row.live, client.get("/en/packs/new/").status_code) == (False, 404)

    client.force_login(person(Role.REVIEWER))
    task = row.current_workflow_task_state
    name = "wagtailsnippets_publications_pack:workflow_action"
    client.post(reverse(name, args=[row.pk, "approve", task.pk]), {"comment": ""})

    row.refresh_from_db()
    assert (row.live, client.get("/en/packs/new/").status_code) == (True, 200)
    assert [each.service for each in row.picked.all()] == [service]


def test_a_translator_looks_and_cannot_add(client):
    pack_of(ServiceFactory())
    client.force_login(person(Role.TRANSLATOR))

    assert client.get(reverse("wagtailsnippets_publications_pack:list")).status_code == 200
    assert client.get(reverse(ADD)).status_code == 302


def test_the_preview_shows_the_draft_as_the_page_will_be(client):
    row = pack_of(ServiceFactory())
    client.force_login(person(Role.EDITOR))
    draft = row.get_latest_revision_as_object()
    draft.title = {"bg": "Чернова", "en": "A draft"}

    answer = draft.make_preview_request(original_request=None, preview_mode="")

    assert "Чернова" in answer.content.decode()
