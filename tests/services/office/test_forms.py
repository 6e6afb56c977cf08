"""Other services are chosen, not typed; the preview shows the draft as the page."""

from __future__ import annotations

import pytest

from opencity.accounts.roles import Role
from opencity.services.models import Document, Service
from tests.plan.people import person
from tests.services.factories import DocumentFactory, ServiceFactory, whole_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(desk):
    return desk(person(Role.INTEGRATION_UNIT))


def test_related_services_are_ticked_in_a_list_without_the_service_itself(unit):
    first, second, own = ServiceFactory(), ServiceFactory(), ServiceFactory()
    Service.objects.filter(pk=own.pk).update(related=[second.code])
    own.refresh_from_db()
    own.save_revision(clean=False)
    form = unit.open(own)
    assert form.getlist("related") == [second.code]
    page = unit.client.get(unit.url(own, "edit")).content.decode()
    assert f'value="{first.code}"' in page
    assert f'name="related" value="{own.code}"' not in page

    form.setlist("related", [first.code, second.code])
    sent = {**dict(form.lists()), "action-publish": "1"}
    assert unit.client.post(unit.url(own, "edit"), sent).status_code == 302

    own.refresh_from_db()
    assert own.related == [second.code, first.code]


@pytest.mark.parametrize(("model", "name"), [(Service, "related"), (Document, "service_code")])
def test_code_of_no_service_is_refused_with_words(unit, model, name):
    row = ServiceFactory() if model is Service else DocumentFactory()
    form = unit.open(row)
    form[name] = "S99"
    answer = unit.send(row, form)
    assert answer.status_code == 200
    [message] = answer.context["form"].errors[name]
    assert "S99" in message


def test_document_names_the_service_that_gives_it(unit):
    document, service = DocumentFactory(), ServiceFactory()
    unit.edit(document, service_code=service.code, action="publish")
    document.refresh_from_db()
    assert document.service_code == service.code


def test_preview_shows_the_draft_with_its_facts(unit):
    service = whole_service()
    form = unit.open(service)
    form["title_bg"], form["steps-0-title_bg"] = "Нова услуга", "Нова стъпка"
    url = unit.url(service, "preview_on_edit")
    assert unit.client.post(url, form).json()["is_valid"] is True
    page = unit.client.get(url).content.decode()
    assert ("Нова услуга" in page, "Нова стъпка" in page) == (True, True)
    service.refresh_from_db()
    assert service.title["bg"] != "Нова услуга"


def test_preview_of_a_document_shows_the_draft(unit):
    document = DocumentFactory()
    form = unit.open(document)
    form["name_bg"] = "Нов документ"
    url = unit.url(document, "preview_on_edit")
    assert unit.client.post(url, form).json()["is_valid"] is True
    assert "Нов документ" in unit.client.get(url).content.decode()


def test_preview_of_a_new_service_works_before_it_is_saved(unit):
    form = unit.open(Service, "add")
    form["code"], form["slug"] = "S99", "newest"
    form["title_bg"], form["summary_bg"] = "Нова услуга", "Накратко"
    url = unit.url(Service, "preview_on_add")
    assert unit.client.post(url, form).json()["is_valid"] is True
    answer = unit.client.get(url)
    assert (answer.status_code, "Нова услуга" in answer.content.decode()) == (200, True)
