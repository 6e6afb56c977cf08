"""A service with all its facts, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from opencity.core.published import children, linked_keys
from opencity.directory.enums import PlaceKind
from opencity.directory.models import Contact, Organisation, Place
from opencity.services.enums import PlaceRule
from opencity.services.models import (
    Condition,
    Cost,
    Document,
    LegalBasis,
    Note,
    RequiredDocument,
    Service,
    Step,
    TimeLimit,
    Topic,
)
from opencity.services.names import names
from opencity.translation.models import GlossaryTerm


@dataclass(frozen=True)
class Paper:
    """A required document; ``document`` is ``None`` while its description is not published."""

    row: RequiredDocument
    document: Document | None
    given_by: Service | None


@dataclass(frozen=True)
class Site:
    """A place with the ways to reach it."""

    place: Place
    contacts: list[Contact]


@dataclass(frozen=True)
class Facts:
    """Everything that is known of a service; ``district_offices`` only where one is to be chosen.

    As published, or of a draft.
    """

    service: Service
    provider: Organisation | None
    topics: list[Topic]
    conditions: list[Condition]
    papers: list[Paper]
    steps: list[Step]
    costs: list[Cost]
    time_limits: list[TimeLimit]
    legal_basis: list[LegalBasis]
    notes: list[Note]
    sites: list[Site]
    district_offices: list[Place]
    contacts: list[Contact]
    related: list[Service]
    terms: list[GlossaryTerm]

    def trusted_rows(self) -> list[Any]:
        """Return the rows that have a certainty and sources, in the order of the page."""
        papers = [paper.row for paper in self.papers]
        return [
            *papers, *self.steps, *self.costs, *self.time_limits, *self.conditions, *self.notes,
        ]  # fmt: skip

    def rows(self) -> list[Model]:
        """Return every row whose texts are shown."""
        documents = [paper.document for paper in self.papers if paper.document]
        given_by = [paper.given_by for paper in self.papers if paper.given_by]
        places = [site.place for site in self.sites] + self.district_offices
        contacts = [contact for site in self.sites for contact in site.contacts]
        provider = [self.provider] if self.provider else []
        found: list[Model] = [
            self.service, *self.topics, *documents, *given_by, *self.trusted_rows(), *provider,
            *places, *contacts, *self.contacts, *self.legal_basis, *self.related,
        ]  # fmt: skip
        return list({id(row): row for row in found}.values())


def published_service(**lookup: Any) -> Service | None:
    """Return a published service with what its facts are read from."""
    rows = Service.objects.live().filter(**lookup)
    found: Service | None = rows.select_related("live_revision", "provider").first()
    return found


def facts_of(service: Service, *, draft: bool = False, with_terms: bool = False) -> Facts:
    """Return the facts of a service: four queries, however many facts there are.

    ``with_terms`` reads the explained words of the glossary along.
    """
    required = children(service, RequiredDocument, draft=draft)
    documents = _documents([row.document_id for row in required], draft=draft)
    codes = [document.service_code for document in documents.values() if document.service_code]
    known = names(
        topics=Topic.objects.filter(pk__in=linked_keys(service, "topics", draft=draft)),
        services=[*service.related, *codes],
        terms=with_terms,
    )
    sites, offices, contacts = _where(service, draft=draft)
    return Facts(
        service=service,
        provider=_visible(service.provider, draft=draft),
        topics=known.topics,
        conditions=children(service, Condition, draft=draft),
        papers=[_paper(row, documents, known.services) for row in required],
        steps=children(service, Step, draft=draft),
        costs=children(service, Cost, draft=draft),
        time_limits=children(service, TimeLimit, draft=draft),
        legal_basis=children(service, LegalBasis, draft=draft),
        notes=children(service, Note, draft=draft),
        sites=sites,
        district_offices=offices,
        contacts=contacts,
        related=[known.services[code] for code in service.related if code in known.services],
        terms=known.terms,
    )


def _documents(keys: Iterable[int], *, draft: bool) -> dict[int, Document]:
    rows = Document.objects.all() if draft else Document.objects.live()
    return {row.pk: row for row in rows.filter(pk__in=set(keys))}


def _paper(
    row: RequiredDocument, documents: dict[int, Document], services: dict[str, Service]
) -> Paper:
    document = documents.get(row.document_id)
    given_by = services.get(document.service_code) if document else None
    return Paper(row, document, given_by)


def _visible(provider: Organisation | None, *, draft: bool) -> Organisation | None:
    return provider if provider is not None and (provider.live or draft) else None


def _where(service: Service, *, draft: bool) -> tuple[list[Site], list[Place], list[Contact]]:
    """Return the places with their contacts, the district offices, and the service's contacts."""
    keys = linked_keys(service, "places", draft=draft)
    wanted = Q(pk__in=keys)
    if service.place_rule == PlaceRule.DISTRICT:
        wanted |= Q(kind=PlaceKind.DISTRICT_OFFICE)
    rows = list(Place.objects.live().filter(wanted).select_related("live_revision", "district"))
    reached = {row.pk: linked_keys(row, "contacts") for row in rows if row.pk in keys}
    own = linked_keys(service, "contacts", draft=draft)
    contacts = list(Contact.objects.filter(pk__in=own.union(*reached.values())))
    sites = [
        Site(row, [each for each in contacts if each.pk in reached[row.pk]])
        for row in rows
        if row.pk in keys
    ]
    offices = [row for row in rows if row.pk not in keys]
    return sites, offices, [each for each in contacts if each.pk in own]
