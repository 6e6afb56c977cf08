from __future__ import annotations

import pytest

from opencity.search.models import IndexedDocument
from opencity.services import findable
from opencity.services.models import RequiredDocument
from tests.services.factories import DocumentFactory, TermFactory, whole_service

pytestmark = pytest.mark.django_db


def test_service_is_found_by_all_that_its_page_says():
    service = whole_service()
    [found] = findable.service_documents([str(service.pk)])
    document = service.documents.get().document
    assert found.titles["en"] == f"{service.title['en']} · Услуга по закона"
    for words in ("In short", "You get", document.name["en"], "Do 0", "So 0", "Holds 0", "Fee 0"):
        assert (words, words in found.bodies["en"]) == (words, True)
    assert found.facets == {
        "topic": [service.topics.get().code],
        "life_event": [service.life_events.get().code],
        "group": ["student"],
    }


def test_service_shows_its_topics_and_follows_their_names():
    service = whole_service()
    topic = service.topics.get()
    [found] = findable.service_documents([str(service.pk)])
    assert list(found.labels) == [topic.name]
    topic.name = {"bg": "Нова тема", "en": "New topic"}
    topic.save()
    row = IndexedDocument.objects.get(kind="service", key=str(service.pk))
    assert row.labels == [{"bg": "Нова тема", "en": "New topic"}]


def test_official_name_stands_once():
    service = whole_service(title={"bg": "Услуга по закона", "en": "Service"})
    [found] = findable.service_documents([str(service.pk)])
    assert found.titles == {"bg": "Услуга по закона", "en": "Service · Услуга по закона"}


def test_document_that_is_not_published_gives_no_words():
    draft = DocumentFactory(live=False, name={"bg": "secretword"})
    service = whole_service(documents=[RequiredDocument(document=draft)])
    [found] = findable.service_documents([str(service.pk)])
    assert "secretword" not in str(found.bodies)
    assert list(findable.document_documents([str(draft.pk)])) == []


def test_word_is_found_by_what_people_call_it_and_by_its_abbreviation():
    term = TermFactory(abbreviation="ЛНЧ", variants={"en": ["tax ID"]}, code="lnch")
    [found] = findable.term_documents([str(term.pk)])
    assert found.url["en"] == "/en/glossary/#lnch"
    assert found.bodies["en"].splitlines()[:2] == ["ЛНЧ", "tax ID"]


def test_life_event_leads_to_its_services_only_when_there_are_some():
    service = whole_service()
    event = service.life_events.get()
    [found] = findable.life_event_documents(None)
    assert found.url["en"] == f"/en/services/?life_event={event.code}"
    service.unpublish()
    assert list(findable.life_event_documents(None)) == []
