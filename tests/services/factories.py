from __future__ import annotations

from decimal import Decimal

import factory

from opencity.directory.enums import PlaceKind
from opencity.directory.models import Contact, Organisation, Place
from opencity.services import models
from opencity.translation.models import GlossaryTerm
from tests.plan.factories import PublishedFactory, texts, words

SOURCES = [
    {"title": "The act", "address": "https://example.org/act"},
    {"title": "The office by phone", "address": ""},
]


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    code = factory.Sequence(lambda n: f"contact-{n}")
    kind = "phone"
    value = factory.Sequence(lambda n: f"+359 2 982 {n:04}")
    label = texts("For what")


class OrganisationFactory(PublishedFactory):
    class Meta:
        model = Organisation

    code = factory.Sequence(lambda n: f"organisation-{n}")
    kind = "state"
    name = texts("Authority")


class PlaceFactory(PublishedFactory):
    class Meta:
        model = Place

    code = factory.Sequence(lambda n: f"place-{n}")
    slug = factory.Sequence(lambda n: f"place-{n}")
    name = texts("Office")
    address = "бул. „Мария Луиза“ 48"


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Topic

    code = factory.Sequence(lambda n: f"topic-{n}")
    slug = factory.Sequence(lambda n: f"topic-{n}")
    name = texts("Topic")
    order = factory.Sequence(lambda n: n)


class LifeEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.LifeEvent

    code = factory.Sequence(lambda n: f"event-{n}")
    slug = factory.Sequence(lambda n: f"event-{n}")
    name = texts("Event")


class DocumentFactory(PublishedFactory):
    class Meta:
        model = models.Document

    code = factory.Sequence(lambda n: f"document-{n}")
    slug = factory.Sequence(lambda n: f"document-{n}")
    name = texts("Paper")
    what = texts("What it is")
    how = texts("How to get it")


class ServiceFactory(PublishedFactory):
    class Meta:
        model = models.Service

    code = factory.Sequence(lambda n: f"T{n:03}")
    slug = factory.Sequence(lambda n: f"service-{n}")
    title = texts("Service")
    official_name = "Услуга по закона"
    summary = texts("In short")
    groups = factory.LazyFunction(lambda: ["student"])
    certainty = "documented"


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GlossaryTerm

    code = factory.Sequence(lambda n: f"term-{n}")
    name = texts("Word")
    definition = texts("Explanation")


def facts(count: int) -> dict[str, list]:
    """Return unsaved rows of every kind for a service, each with sources."""
    trust = {"sources": SOURCES}
    return {
        "conditions": [models.Condition(text=words(f"Holds {n}"), **trust) for n in range(count)],
        "documents": [
            models.RequiredDocument(document=DocumentFactory(), note=words(f"Note {n}"), **trust)
            for n in range(count)
        ],
        "steps": [
            models.Step(title=words(f"Do {n}"), text=words(f"So {n}"), **trust)
            for n in range(count)
        ],
        "costs": [
            models.Cost(
                amount=Decimal("7.00") + n, currency="BGN", condition=words(f"Fee {n}"), **trust
            )
            for n in range(count)
        ],
        "time_limits": [
            models.TimeLimit(
                kind="deadline", amount=3 + n, unit="month", counts_from="arrival", **trust
            )
            for n in range(count)
        ],
        "legal_basis": [
            models.LegalBasis(title=words(f"Act {n}"), article="чл. 6") for n in range(count)
        ],
        "notes": [
            models.Note(kind=kind, text=words(f"Remark {kind} {n}"), **trust)
            for n in range(count)
            for kind in ("warning", "tip", "conflict", "unknown")
        ],
    }


def whole_service(rows: int = 1, **values) -> models.Service:
    """Return a published service with ``rows`` of everything that a service can have."""
    PlaceFactory.create_batch(rows, kind=PlaceKind.DISTRICT_OFFICE)
    TermFactory.create_batch(rows, name={"bg": "Short", "en": "short"})
    given_by = ServiceFactory()
    known = {
        "topics": TopicFactory.create_batch(rows),
        "life_events": LifeEventFactory.create_batch(rows),
        "places": [PlaceFactory(contacts=[ContactFactory()]) for _number in range(rows)],
        "contacts": ContactFactory.create_batch(rows),
        "provider": OrganisationFactory(),
        "place_rule": "district",
        "channels": ["in_person", "online"],
        "online_url": "https://example.org/apply",
        "result": words("You get"),
        "related": [given_by.code, *(ServiceFactory().code for _number in range(rows))],
        "sources": SOURCES,
        "is_help": True,
        **facts(rows),
    }
    made = ServiceFactory(**{**known, **values})
    ContactFactory.create_batch(rows, is_emergency=True)
    return made
