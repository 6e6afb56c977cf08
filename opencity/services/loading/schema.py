"""Reads each kind of entry of the services into values that can be compared and stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from opencity.core.content import Entry
from opencity.core.content.facts import Values, certainty, sources
from opencity.directory.models import Contact, Organisation, Place
from opencity.services.enums import (
    Channel,
    FamilyTie,
    From,
    Group,
    Need,
    NoteKind,
    PlaceRule,
    Reason,
    TimeLimitKind,
    Unit,
    Who,
)
from opencity.services.models import Document, LifeEvent, Service, Topic

Codes = Callable[[type[Any]], list[str]]
"""Gives the known codes of a model's rows."""


def topic(entry: Entry, codes: Codes, place: int) -> Values:
    """Read a topic."""
    entry.only("code", "slug", "name", "summary", "symbol")
    return {
        "slug": entry.string("slug"),
        "name": entry.text("name"),
        "summary": entry.text("summary", required=False),
        "symbol": entry.string("symbol", default=""),
        "order": place,
    }


def life_event(entry: Entry, codes: Codes, place: int) -> Values:
    """Read a life event."""
    entry.only("code", "slug", "name")
    return {"slug": entry.string("slug"), "name": entry.text("name"), "order": place}


def document(entry: Entry, codes: Codes) -> Values:
    """Read a document of the shared catalogue."""
    entry.only(
        "code", "slug", "name", "what", "how", "translation", "service", "certainty", "sources"
    )
    return {
        "slug": entry.string("slug"),
        "name": entry.text("name"),
        "what": entry.text("what", required=False),
        "how": entry.text("how", required=False),
        "translation": entry.string("translation", choices=Need.values),
        "service_code": entry.string("service", default=""),
        "certainty": certainty(entry),
        "sources": sources(entry),
    }


def service(entry: Entry, codes: Codes) -> Values:
    """Read a service with all its facts."""
    entry.only(
        "origins", "code", "slug", "title", "official_name", "summary", "groups", "topics",
        "life_events", "provider", "places", "place_rule", "channels", "online_url", "contacts",
        "certainty", "sources", "conditions", "documents", "steps", "costs", "time_limits",
        "legal_basis", "result", "notes", "related", "review_after", "is_help",
    )  # fmt: skip
    day = entry.date("review_after")
    known = codes(Organisation)
    return {
        "slug": entry.string("slug"),
        "title": entry.text("title"),
        "official_name": entry.string("official_name", default=""),
        "summary": entry.text("summary"),
        "result": entry.text("result", required=False),
        "groups": entry.strings("groups", choices=Group.values),
        "topics": sorted(entry.strings("topics", choices=codes(Topic))),
        "life_events": sorted(entry.strings("life_events", choices=codes(LifeEvent))),
        "provider": entry.string("provider", choices=known) if entry.has("provider") else None,
        "places": sorted(entry.strings("places", choices=codes(Place))),
        "place_rule": entry.string("place_rule", choices=PlaceRule.values, default="listed"),
        "channels": entry.strings("channels", choices=Channel.values),
        "online_url": entry.string("online_url", default=""),
        "contacts": sorted(entry.strings("contacts", choices=codes(Contact))),
        "related": entry.strings("related"),
        "certainty": certainty(entry),
        "sources": sources(entry),
        "review_after": day.isoformat() if day else None,
        "is_help": entry.flag("is_help"),
        "conditions": [_condition(row) for row in entry.entries("conditions")],
        "documents": [_required(row, codes) for row in entry.entries("documents")],
        "steps": [_step(row) for row in entry.entries("steps")],
        "costs": [_cost(row) for row in entry.entries("costs")],
        "time_limits": [_time_limit(row) for row in entry.entries("time_limits")],
        "legal_basis": [_legal_basis(row) for row in entry.entries("legal_basis")],
        "notes": [_note(row) for row in entry.entries("notes")],
    }


def _fact(entry: Entry, *names: str) -> Values:
    entry.only(*names, "certainty", "sources")
    return {"certainty": certainty(entry), "sources": sources(entry)}


def _condition(entry: Entry) -> Values:
    return {**_fact(entry, "text"), "text": entry.text("text")}


def _required(entry: Entry, codes: Codes) -> Values:
    return {
        **_fact(entry, "document", "note"),
        "document": entry.string("document", choices=codes(Document)),
        "note": entry.text("note", required=False),
    }


def _step(entry: Entry) -> Values:
    return {
        **_fact(entry, "title", "text"),
        "title": entry.text("title"),
        "text": entry.text("text", required=False),
    }


def _cost(entry: Entry) -> Values:
    amount = entry.string("amount")
    return {
        **_fact(entry, "amount", "currency", "condition"),
        "amount": amount if "." in amount else f"{amount}.00",
        "currency": entry.string("currency", default="EUR"),
        "condition": entry.text("condition", required=False),
    }


def _time_limit(entry: Entry) -> Values:
    return {
        **_fact(entry, "kind", "amount", "unit", "from", "condition"),
        "kind": entry.string("kind", choices=TimeLimitKind.values),
        "amount": entry.number("amount"),
        "unit": entry.string("unit", choices=Unit.values),
        "counts_from": entry.string("from", choices=["", *From.values], default=""),
        "condition": entry.text("condition", required=False),
    }


def _legal_basis(entry: Entry) -> Values:
    entry.only("title", "article", "url")
    return {
        "title": entry.text("title"),
        "article": entry.string("article", default=""),
        "url": entry.string("url", default=""),
    }


def _note(entry: Entry) -> Values:
    return {
        **_fact(entry, "kind", "text"),
        "kind": entry.string("kind", choices=NoteKind.values),
        "text": entry.text("text"),
    }


def guide(entry: Entry, codes: Codes, place: int) -> Values:
    """Read a guide with its steps."""
    entry.only(
        "origins", "code", "slug", "title", "summary", "groups", "topics", "certainty", "sources",
        "steps",
    )  # fmt: skip
    return {
        "slug": entry.string("slug"),
        "title": entry.text("title"),
        "summary": entry.text("summary"),
        "groups": entry.strings("groups", choices=Group.values),
        "topics": sorted(entry.strings("topics", choices=codes(Topic))),
        "certainty": certainty(entry),
        "sources": sources(entry),
        "order": place,
        "steps": [_guide_step(row, codes) for row in entry.entries("steps")],
    }


def _guide_step(entry: Entry, codes: Codes) -> Values:
    entry.only("phase", "title", "text", "service", "groups", "why")
    return {
        "phase": entry.text("phase", required=False),
        "title": entry.text("title"),
        "text": entry.text("text", required=False),
        "service": _service(entry, codes),
        "groups": entry.strings("groups", choices=Group.values),
        "why": entry.text("why", required=False),
    }


def _service(entry: Entry, codes: Codes) -> str | None:
    return entry.string("service", choices=codes(Service)) if entry.has("service") else None


def checklist_item(entry: Entry, codes: Codes, place: int) -> Values:
    """Read a rule of the checklist."""
    entry.only(
        "code", "service", "title", "text", "why", "who", "reasons", "family", "deadline", "order"
    )
    deadline = entry.entry("deadline") if entry.has("deadline") else None
    if deadline:
        deadline.only("amount", "unit", "from")
    return {
        "service": _service(entry, codes),
        "title": entry.text("title"),
        "text": entry.text("text", required=False),
        "why": entry.text("why"),
        "who": entry.strings("who", choices=Who.values),
        "reasons": entry.strings("reasons", choices=Reason.values),
        "family": entry.strings("family", choices=FamilyTie.values),
        "deadline_amount": deadline.number("amount") if deadline else None,
        "deadline_unit": deadline.string("unit", choices=Unit.values) if deadline else "",
        "deadline_from": deadline.string("from", choices=From.values) if deadline else "",
        "order": entry.number("order") if entry.has("order") else place,
    }
