"""What the public pages of services, documents, words and help show, in at most eight queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from opencity.core.templatetags.texts import text
from opencity.core.texts import read
from opencity.core.texts.notices import text_notice
from opencity.services import queries, ways
from opencity.services.enums import Channel, Group, NoteKind, PlaceRule, TimeLimitKind
from opencity.services.facts import Facts, facts_of, published_service
from opencity.services.linked_data import data_block, government_service
from opencity.services.listing import Filters, catalogue, page_of
from opencity.services.models import Document, Service
from opencity.services.wording import limits, prices, with_doubt
from opencity.services.words import Words, explained_terms

Context = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """Where facts of a page come from, with the number by which they refer to it."""

    number: int
    title: str
    address: str


@dataclass(frozen=True)
class Answer:
    """One of the answers at the top of a page."""

    question: str
    words: list[str]


def crumbs(*names: str) -> list[dict[str, str]]:
    """Return the way back from a page below the services."""
    labels = {
        "services:services": _("Services"),
        "services:documents": _("Documents"),
    }
    return [{"label": labels[name], "url": reverse(name)} for name in names]


def service_page_context(slug: str) -> Context:
    """The page of a published service."""
    service = published_service(slug=slug)
    if service is None:
        raise Http404(_("There is no such service."))
    return service_context(service)


def service_context(service: Service, *, draft: bool = False) -> Context:
    """Everything the page of a service shows, published or, as a ``draft``, in a preview."""
    facts = facts_of(service, draft=draft, with_terms=True)
    rows = facts.rows()
    words = Words(facts.terms, rows)
    notice = text_notice([*rows, *words.found])
    return {
        "crumbs": crumbs("services:services"),
        "service": service,
        "facts": facts,
        "answers": answers(facts),
        "sources": number_sources([service, *facts.trusted_rows()]),
        "warnings": [row for row in facts.notes if row.kind == NoteKind.WARNING],
        "further_notes": [row for row in facts.notes if row.kind != NoteKind.WARNING],
        "channels": [Channel(code).label for code in Channel.values if code in service.channels],
        "words": words,
        "ways": {
            "packs": ways.path("packs"),
            "checklist": ways.address("services:checklist"),
        },
        "linked_data": data_block(government_service(facts)),
        **notice,
    }


def answers(facts: Facts) -> list[Answer]:
    """Return the answers to what people ask first; a question without one is left out."""
    found = [
        Answer(_("For whom"), _groups(facts.service)),
        Answer(_("What it costs"), [with_doubt(prices(facts.costs), facts.costs)]),
        Answer(_("Until when"), _limits(facts, TimeLimitKind.DEADLINE)),
        Answer(_("How long it takes"), _limits(facts, TimeLimitKind.PROCESSING)),
        Answer(_("Where"), _where(facts)),
    ]
    return [answer for answer in found if answer.words]


def _groups(service: Service) -> list[str]:
    return [str(Group(code).label) for code in Group.values if code in service.groups]


def _limits(facts: Facts, kind: str) -> list[str]:
    rows = [row for row in facts.time_limits if row.kind == kind]
    return [with_doubt(limits(rows), rows)] if rows else []


def _where(facts: Facts) -> list[str]:
    if facts.sites:
        return [text(site.place, "name", note=False) for site in facts.sites]
    if facts.service.place_rule == PlaceRule.LISTED:
        return []
    return [facts.service.get_place_rule_display()]


def number_sources(rows: Iterable[Any]) -> list[Source]:
    """Number the sources of some facts in their order; each row learns its own as ``refs``."""
    known: dict[tuple[str, str], Source] = {}
    for row in rows:
        row.refs = []
        for each in row.sources:
            key = (each["title"], each["address"])
            row.refs.append(known.setdefault(key, Source(len(known) + 1, *key)))
    return list(known.values())


def list_context(filters: Filters, page: Any) -> Context:
    """The list of services, narrowed as an address says."""
    every = catalogue()
    if not every.knows(filters):
        raise Http404(_("There are no services of this kind."))
    path = reverse("services:services")
    shown = page_of(every.keys(filters), page)
    for row in shown.object_list:
        row.heading = every.topic_of(row.pk)
    rows: list[Any] = [*shown.object_list, *every.topics, *every.life_events]
    return {
        "crumbs": [],
        "filters": filters,
        "everything": path,
        "choices": {name: every.choices(name, filters, path) for name in vars(filters)},
        "total": len(every.lines),
        "page": shown,
        **text_notice(rows),
    }


def documents_context() -> Context:
    """All documents that services ask for, by name."""
    rows = queries.documents()
    rows.sort(key=lambda row: read(row.name).text.casefold())
    return {"crumbs": crumbs("services:services"), "documents": rows, **text_notice(rows)}


def document_page_context(slug: str) -> Context:
    """The page of a published document."""
    document = Document.objects.live().filter(slug=slug).first()
    if document is None:
        raise Http404(_("There is no such document."))
    return document_context(document)


def document_context(document: Document) -> Context:
    """What a document is, how to get it, and which services ask for it."""
    given_by = queries.service_giving(document)
    asked_by = queries.services_asking_for(document)
    rows: list[Any] = [document, *asked_by, *([given_by] if given_by else [])]
    words = Words(explained_terms(), [document])
    return {
        "crumbs": crumbs("services:services", "services:documents"),
        "document": document,
        "given_by": given_by,
        "asked_by": asked_by,
        "sources": number_sources([document]),
        "words": words,
        **text_notice([*rows, *words.found]),
    }


def glossary_context() -> Context:
    """All words of the glossary by name; those without an explanation apart."""
    terms = sorted(queries.glossary(), key=lambda term: read(term.name).text.casefold())
    return {
        "crumbs": crumbs("services:services"),
        "explained": [term for term in terms if term.definition],
        "further": [term for term in terms if not term.definition],
        **text_notice(terms),
    }


def help_context() -> Context:
    """Numbers for emergencies and the services that help in need."""
    numbers, services = queries.emergency_contacts(), queries.services_in_need()
    reached = [each for row in services for each in row.ways_to_reach]
    contacts = [contact for each in reached for contact in each.contacts]
    holders = [each.organisation for each in reached if each.organisation]
    return {
        "crumbs": [],
        "numbers": numbers,
        "services": services,
        **text_notice([*numbers, *services, *contacts, *holders]),
    }
