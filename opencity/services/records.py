"""Services as plain data: the shapes of the interface and how rows are written in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from ninja import Field, Schema

from opencity.core.addresses import addresses_of
from opencity.core.texts import languages
from opencity.core.texts.fields import loaded_text_fields
from opencity.directory.models import Contact
from opencity.services.facts import Facts, Paper, Site
from opencity.services.listing import Line
from opencity.services.models import Cost, Service
from opencity.services.rules.money import in_euro
from opencity.translation.queries import TextFacts

TextOut = dict[str, str]
Record = dict[str, Any]


class PieceOut(Schema):
    """How a text in one language came about; ``outdated``: its source was changed since."""

    origin: str
    outdated: bool
    reviewed: bool
    made_on: str | None
    reviewed_on: str | None


class SourceOut(Schema):
    """Where a fact comes from; ``address`` may be empty."""

    title: str
    address: str


class TextsOut(Schema):
    """Something with texts; ``text_origins`` by field and language."""

    text_origins: dict[str, dict[str, PieceOut]] = Field(default_factory=dict)


class FactOut(TextsOut):
    """A fact with its own certainty and sources."""

    certainty: str
    sources: list[SourceOut]


class NamedOut(TextsOut):
    """Something known by its code."""

    code: str
    name: TextOut


class ContactOut(TextsOut):
    """A way to reach somebody; ``languages`` may be unknown and is empty then."""

    code: str
    kind: str
    value: str
    label: TextOut
    languages: list[str]
    hours_note: TextOut


class PlaceOut(NamedOut):
    """An office; ``wheelchair`` is yes, no or unknown."""

    slug: str
    address: str
    address_latin: str
    postal_code: str
    district: str | None
    appointment: bool
    wheelchair: str
    hours_note: TextOut
    contacts: list[ContactOut]


class ConditionOut(FactOut):
    """What must hold."""

    text: TextOut


class RequiredOut(FactOut):
    """A document to bring; ``document`` is null while its description is not published."""

    document: str | None
    name: TextOut
    what: TextOut
    how: TextOut
    translation: str | None
    given_by: str | None
    note: TextOut


class StepOut(FactOut):
    """One thing to do."""

    title: TextOut
    text: TextOut


class CostOut(FactOut):
    """An amount as in its source, zero for free; ``euro`` is converted where ``converted``."""

    amount: str
    currency: str
    euro: str | None
    converted: bool
    condition: TextOut


class TimeLimitOut(FactOut):
    """A length of time and from when it counts."""

    kind: str
    amount: int
    unit: str
    counts_from: str
    condition: TextOut


class LegalBasisOut(TextsOut):
    """The law a service rests on."""

    title: TextOut
    article: str
    url: str


class NoteOut(FactOut):
    """A warning, tip, conflict between sources, or something not known."""

    kind: str
    text: TextOut


class LineOut(TextsOut):
    """A service in a list; ``url`` has its page in each language, ``api`` all its facts."""

    code: str
    uuid: str
    slug: str
    official_name: str
    title: TextOut
    summary: TextOut
    groups: list[str]
    topics: list[str]
    life_events: list[str]
    provider: str | None
    place_rule: str
    channels: list[str]
    online_url: str
    certainty: str
    sources: list[SourceOut]
    verified_on: date | None
    review_after: date | None
    updated_at: datetime | None
    url: TextOut
    api: str


class ServicesOut(Schema):
    """A page of the list of services."""

    count: int
    page: int
    pages: int
    size: int
    licence: str
    services: list[LineOut]


class ServiceOut(LineOut):
    """A service with all its facts."""

    licence: str
    languages: list[str]
    result: TextOut
    provider_name: TextOut
    places: list[PlaceOut]
    contacts: list[ContactOut]
    conditions: list[ConditionOut]
    documents: list[RequiredOut]
    steps: list[StepOut]
    costs: list[CostOut]
    time_limits: list[TimeLimitOut]
    legal_basis: list[LegalBasisOut]
    notes: list[NoteOut]
    related: list[str]


def service_lines(rows: list[Service], lines: dict[int, Line]) -> list[Record]:
    """Return services as they stand in a list."""
    origins = TextFacts(rows)
    return [service_line(row, lines[row.pk], origins) for row in rows]


def service_line(row: Service, line: Line, origins: TextFacts) -> Record:
    """Return one service as it stands in a list."""
    provider = row.provider if row.provider and row.provider.live else None
    changed = row.last_published_at
    return {
        "code": row.code,
        "uuid": str(row.uuid),
        "slug": row.slug,
        "official_name": row.official_name,
        "title": row.title,
        "summary": row.summary,
        "text_origins": origins.data_of(row),
        "groups": row.groups,
        "topics": sorted(line.topics),
        "life_events": sorted(line.life_events),
        "provider": provider.code if provider else None,
        "place_rule": row.place_rule,
        "channels": row.channels,
        "online_url": row.online_url,
        "certainty": row.certainty,
        "sources": row.sources,
        "verified_on": row.verified_on.isoformat() if row.verified_on else None,
        "review_after": row.review_after.isoformat() if row.review_after else None,
        "updated_at": changed.isoformat().replace("+00:00", "Z") if changed else None,
        "url": addresses_of("services:service", slug=row.slug),
        "api": f"{settings.SITE_URL}/api/v1/services/{row.code}/",
    }


def service_record(facts: Facts, line: Line) -> Record:
    """Return a service with all its facts."""
    service, origins = facts.service, TextFacts(facts.rows())
    return {
        **service_line(service, line, origins),
        "licence": "CC BY 4.0",
        "languages": list(languages.codes()),
        "result": service.result,
        "provider_name": facts.provider.name if facts.provider else {},
        "places": [_place(site, origins) for site in facts.sites],
        "contacts": [_contact(row, origins) for row in facts.contacts],
        "conditions": [_fact(row, origins) for row in facts.conditions],
        "documents": [_paper(paper, origins) for paper in facts.papers],
        "steps": [_fact(row, origins) for row in facts.steps],
        "costs": [{**_fact(row, origins), **_amount(row)} for row in facts.costs],
        "time_limits": [
            {**_fact(row, origins), **_values(row, "kind", "amount", "unit", "counts_from")}
            for row in facts.time_limits
        ],
        "legal_basis": [
            {**_texts(row, origins), **_values(row, "article", "url")} for row in facts.legal_basis
        ],
        "notes": [{**_fact(row, origins), "kind": row.kind} for row in facts.notes],
        "related": [row.code for row in facts.related],
    }


def _texts(row: Any, origins: TextFacts) -> Record:
    texts = {each.name: getattr(row, each.attname) for each in loaded_text_fields(row)}
    return {**texts, "text_origins": origins.data_of(row)}


def _values(row: Any, *names: str) -> Record:
    return {name: getattr(row, name) for name in names}


def _fact(row: Any, origins: TextFacts) -> Record:
    return {**_texts(row, origins), **_values(row, "certainty", "sources")}


def _amount(row: Cost) -> Record:
    converted = in_euro(row.amount, row.currency)
    return {
        "amount": str(row.amount),
        "currency": row.currency,
        "euro": None if converted is None else str(converted),
        "converted": converted is not None and row.currency != "EUR",
    }


def _paper(paper: Paper, origins: TextFacts) -> Record:
    document = paper.document
    made = origins.data_of(document) if document else {}
    texts: Record = {name: getattr(document, name, {}) for name in ("name", "what", "how")}
    return {
        "document": document.code if document else None,
        **texts,
        "note": paper.row.note,
        "text_origins": {**made, **origins.data_of(paper.row)},
        "translation": document.translation if document else None,
        "given_by": paper.given_by.code if paper.given_by else None,
        **_values(paper.row, "certainty", "sources"),
    }


def _place(site: Site, origins: TextFacts) -> Record:
    place = site.place
    return {
        "code": place.code,
        "name": place.name,
        "hours_note": place.hours_note,
        "text_origins": origins.data_of(place),
        **_values(
            place, "slug", "address", "address_latin", "postal_code", "appointment", "wheelchair"
        ),
        "district": place.district.code if place.district else None,
        "contacts": [_contact(row, origins) for row in site.contacts],
    }


def _contact(row: Contact, origins: TextFacts) -> Record:
    return {**_texts(row, origins), **_values(row, "code", "kind", "value", "languages")}
