"""What the pages of services, documents, words and help tell a newcomer."""

from __future__ import annotations

import datetime
import re

import pytest

from opencity.directory.models import Contact
from opencity.services.models import Cost, Note, RequiredDocument
from tests.plan.factories import edit
from tests.services.factories import (
    ContactFactory,
    DocumentFactory,
    LifeEventFactory,
    OrganisationFactory,
    ServiceFactory,
    TermFactory,
    TopicFactory,
    whole_service,
)

pytestmark = pytest.mark.django_db


def page_of(client, service, language="en") -> str:
    answer = client.get(f"/{language}/services/{service.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def words_of(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def test_page_answers_first_who_cost_time_and_place(client):
    answer = client.get(f"/en/services/{whole_service().slug}/")
    found = [(each.question, len(each.words)) for each in answer.context["answers"]]
    assert found == [
        ("For whom", 1), ("What it costs", 1), ("Until when", 1), ("Where", 1),
    ]  # fmt: skip
    parts = re.findall(r'<h2 id="([a-z]+)"', answer.content.decode())
    assert parts == [
        "papers", "steps", "costs", "time", "where", "conditions", "result", "notes", "words",
        "related", "law", "sources", "helpful", "about",
    ]  # fmt: skip


def test_bulgarian_word_stands_beside_every_document_and_office(client):
    document = DocumentFactory(name={"bg": "Лична карта", "en": "Identity card"})
    service = whole_service(documents=[RequiredDocument(document=document)])
    page = page_of(client, service)
    assert "<strong>Identity card</strong>" in page
    assert '<bdi class="official" lang="bg">Лична карта</bdi>' in page
    assert '<bdi class="official" lang="bg">Лична карта</bdi>' not in page_of(client, service, "bg")
    assert '<bdi lang="bg">Услуга по закона</bdi>' in page
    assert '<bdi lang="bg" dir="ltr">бул. „Мария Луиза“ 48</bdi>' in page
    assert '<bdi lang="bg-Latn" dir="ltr">bul. Maria Luiza 48</bdi>' in page


def test_every_fact_has_its_source_and_says_when_nobody_checked_it(client):
    service = whole_service(
        costs=[Cost(amount=0, currency="EUR", certainty="general_knowledge", sources=[])]
    )
    page = page_of(client, service)
    assert re.findall(r'class="doubt">([^<]+)<', page) == ["not checked"]
    targets = set(re.findall(r'href="#(source-\d+)"', page))
    assert targets == {"source-1", "source-2"}
    assert targets <= set(re.findall(r'id="(source-\d+)"', page))


def test_what_is_not_known_is_said(client):
    page = words_of(page_of(client, ServiceFactory()))
    for words in (
        "Which papers are needed is not known to us: ask the office.",
        "The steps are not known to us: ask the office.",
        "Not known: ask the office.",
        "The place is not known to us.",
        "Not yet checked by the city",
        "No source is named.",
    ):
        assert (words, words in page) == (words, True)


def test_placeholder_is_to_be_confirmed_and_a_checked_service_says_when(client):
    placeholder = ServiceFactory(certainty="placeholder")
    checked = ServiceFactory(
        verified_on=datetime.date(2026, 3, 1), review_after=datetime.date(2026, 12, 31)
    )
    assert "To be confirmed by the city" in page_of(client, placeholder)
    page = words_of(page_of(client, checked))
    assert "To be confirmed by the city" not in page
    assert "Checked on 1 March 2026." in page
    assert "31 December 2026" in page


def test_kinds_of_notes_are_told_apart(client):
    kinds = ["warning", "tip", "conflict", "unknown"]
    notes = [Note(kind=kind, text={"bg": kind}) for kind in kinds]
    page = page_of(client, ServiceFactory(notes=notes))
    assert re.findall(r'class="note" data-kind="(\w+)"', page) == kinds[1:]
    assert re.findall(r'class="notice" data-kind="warning"', page) != []


def test_text_in_another_language_is_marked_and_announced(client):
    service = ServiceFactory(title={"bg": "Само тук"})
    page = page_of(client, service, "ar")
    assert 'lang="bg" dir="ltr">Само тук</span>' in page
    assert 'data-kind="machine"' in page


def test_district_offices_are_offered_only_where_one_is_to_be_chosen(client):
    chosen = whole_service(2)
    listed = whole_service(2, place_rule="listed")
    assert "<details" in page_of(client, chosen).split('id="where"')[1].split("</section>")[0]
    assert "<details" not in page_of(client, listed).split('id="where"')[1].split("</section>")[0]


def test_related_service_that_gives_a_document_is_linked(client):
    giving = ServiceFactory()
    document = DocumentFactory(service_code=giving.code)
    page = page_of(client, ServiceFactory(documents=[RequiredDocument(document=document)]))
    assert f'<a href="/en/services/{giving.slug}/">' in page
    assert f'<a href="/en/documents/{document.slug}/">' in page


def test_list_is_narrowed_by_its_address(client):
    topic, event = TopicFactory(), LifeEventFactory()
    both = ServiceFactory(topics=[topic], life_events=[event], groups=["student"])
    everybody = ServiceFactory(topics=[topic], groups=["all"])
    other = ServiceFactory(groups=["eu"])

    def found(query: str) -> list[str]:
        answer = client.get(f"/en/services/{query}")
        assert answer.status_code == 200
        return [row.code for row in answer.context["page"].object_list]

    assert found("") == [both.code, everybody.code, other.code]
    assert found(f"?topic={topic.code}") == [both.code, everybody.code]
    assert found(f"?topic={topic.code}&life_event={event.code}") == [both.code]
    assert found("?group=eu") == [everybody.code, other.code]
    assert found(f"?group=eu&life_event={event.code}") == []
    assert client.get("/en/services/?group=all").status_code == 404


def test_choices_count_what_they_leave_and_keep_the_others(client):
    topic = TopicFactory()
    ServiceFactory(topics=[topic], groups=["student"])
    ServiceFactory(groups=["student"])
    choices = client.get("/en/services/?group=student").context["choices"]
    assert [(each.code, each.count, each.url) for each in choices["topic"]] == [
        (topic.code, 1, f"/en/services/?topic={topic.code}&group=student")
    ]
    [student] = [each for each in choices["group"] if each.current]
    assert (student.code, student.count, student.url) == ("student", 2, "/en/services/")


def test_documents_say_what_they_are_and_who_asks(client):
    service = whole_service()
    document = service.documents.get().document
    edit(document, translation="needed").publish(skip_permission_checks=True)
    listed = client.get("/en/documents/").content.decode()
    page = client.get(f"/en/documents/{document.slug}/").content.decode()
    assert f'href="/en/documents/{document.slug}/"' in listed
    assert "1 service asks for it" in listed
    assert f'href="/en/services/{service.slug}/"' in page
    assert "A foreign one needs a Bulgarian translation." in page


def test_glossary_parts_explained_words_from_the_others(client):
    explained, further = TermFactory(), TermFactory(definition={})
    context = client.get("/en/glossary/").context
    assert (context["explained"], context["further"]) == ([explained], [further])


def test_help_shows_emergency_numbers_and_marked_services_only(client):
    service = whole_service()
    Contact.objects.filter(is_emergency=True).update(value="112")
    page = client.get("/en/help/").content.decode()
    assert '<a href="tel:112">' in page
    assert f'href="/en/services/{service.slug}/"' in page
    assert page.count('class="flow help-service"') == 1
    assert service.contacts.get().value in page


def test_help_names_who_is_reached_and_not_the_emergency_number_again(client):
    holder, urgent = ContactFactory(), ContactFactory(is_emergency=True)
    office = OrganisationFactory(contacts=[holder])
    OrganisationFactory(contacts=[holder], live=False)
    ServiceFactory(is_help=True, contacts=[holder, urgent])
    [row] = client.get("/en/help/").context["services"]
    reached = [(each.organisation, each.contacts) for each in row.ways_to_reach]
    assert reached == [(office, [holder])]


def test_help_is_one_click_from_every_page(client):
    for path in ("/en/", "/en/services/", "/en/nowhere/"):
        assert (path, 'href="/en/help/"' in client.get(path).content.decode()) == (path, True)


def test_home_page_begins_with_the_ways_in(client):
    topic = TopicFactory()
    unused = TopicFactory()
    ServiceFactory(topics=[topic])
    page = client.get("/en/").content.decode()
    assert f'href="/en/services/?topic={topic.code}"' in page
    assert f"topic={unused.code}" not in page
    assert 'href="/en/services/?group=temporary_protection"' in page
