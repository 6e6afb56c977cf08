"""Services and services at locations as HSDS 3.0."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from opencity.core.texts import languages, read
from opencity.core.texts.states import TextState, state_of
from opencity.directory.enums import ContactKind
from opencity.directory.models import Place
from opencity.services.enums import NoteKind, PlaceRule, TimeLimitKind
from opencity.services.hsds.directory import location, organisation
from opencity.services.hsds.exchanged import as_it_came
from opencity.services.hsds.facts import Facts
from opencity.services.hsds.trees import (
    Tree,
    address_of,
    child_id,
    choice,
    compact,
    first,
    mailboxes,
    named,
    phones,
    text,
)
from opencity.services.models import (
    Condition,
    Cost,
    Note,
    RequiredDocument,
    Service,
    Step,
    TimeLimit,
)

_TOLD = {"title": "name", "summary": "description", "result": "description"}
"""Texts of a service whose state is told, with the field of HSDS in which they stand."""


def service(facts: Facts, row: Service, language: str, *, full: bool, places: bool = True) -> Tree:
    """Return a service: its own fields, with ``full`` also what stands in it."""
    came = facts.exchanged.get(("service", row.uuid))
    tree = as_it_came(own(facts, row, language, full=full), came, "service", full=full)
    provider = facts.organisations.get(row.provider_id or 0)
    if provider is not None:
        tree["organization"] = organisation(facts, provider, language, full=full)
    if full and places:
        here = sorted(facts.places_of[row.pk], key=lambda place: str(place.uuid))
        links = [at_location(facts, row, place, language, full=True) for place in here]
        tree |= {"service_at_locations": links} if links else {}
    return tree


def own(facts: Facts, row: Service, language: str, *, full: bool) -> Tree:
    """Return what this site itself says of a service, without other records."""
    tree = _fields(facts, row, language)
    if full:
        tree |= _lists(facts, row, language)
    return compact(tree, "name")


def brief(facts: Facts, row: Service, language: str) -> Tree:
    """Return the fields of a service alone, as an organisation lists it."""
    tree = service(facts, row, language, full=False)
    tree.pop("organization", None)
    return tree


def _fields(facts: Facts, row: Service, language: str) -> Tree:
    contacts = facts.contacts[Service, row.pk]
    provider = facts.organisations.get(row.provider_id or 0)
    notes = facts.children[Note, row.pk]
    return {
        "id": str(row.uuid),
        "organization_id": str(provider.uuid) if provider else "",
        "name": text(row.title, language),
        "alternate_name": row.official_name,
        "description": _paragraphs(
            text(row.summary, language),
            text(row.result, language),
            *(text(note.text, language) for note in notes if note.kind == NoteKind.TIP),
        ),
        "url": row.online_url or address_of(row, language),
        "email": first(contacts, ContactKind.EMAIL),
        "status": "active",
        "application_process": _paragraphs(
            *(_step(each, position, language) for position, each in _counted(facts, Step, row))
        ),
        "fees_description": "\n".join(_fee(each, language) for each in _of(facts, Cost, row)),
        "wait_time": "\n".join(_waits(_of(facts, TimeLimit, row), language)),
        "eligibility_description": "\n".join(
            text(each.text, language) for each in _of(facts, Condition, row)
        ),
        "assured_date": row.verified_on.isoformat() if row.verified_on else "",
        "alert": _paragraphs(
            *(text(note.text, language) for note in notes if note.kind != NoteKind.TIP)
        ),
        "last_modified": row.updated_at.isoformat(timespec="seconds"),
    }


def _of(facts: Facts, model: type[Any], row: Service) -> list[Any]:
    return facts.children[model, row.pk]


def _counted(facts: Facts, model: type[Any], row: Service) -> Iterable[tuple[int, Any]]:
    return enumerate(_of(facts, model, row), start=1)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(filter(None, parts))


def _step(step: Step, position: int, language: str) -> str:
    how = text(step.text, language)
    return f"{position}. {text(step.title, language)}" + (f"\n{how}" if how else "")


def _fee(cost: Cost, language: str) -> str:
    what = text(cost.condition, language)
    return f"{cost.amount} {cost.currency}" + (f": {what}" if what else "")


def _waits(limits: Iterable[TimeLimit], language: str) -> Iterable[str]:
    for limit in limits:
        if limit.kind == TimeLimitKind.PROCESSING:
            what = text(limit.condition, language)
            yield f"{limit.amount} {limit.get_unit_display()}" + (f": {what}" if what else "")


def _lists(facts: Facts, row: Service, language: str) -> Tree:
    contacts = facts.contacts[Service, row.pk]
    papers = enumerate(_of(facts, RequiredDocument, row))
    costs = enumerate(_of(facts, Cost, row))
    return {
        "phones": phones(row.uuid, "service", contacts, language),
        "cost_options": [_cost(row.uuid, place, each, language) for place, each in costs],
        "required_documents": [_paper(row.uuid, place, each, language) for place, each in papers],
        "contacts": mailboxes(row.uuid, "service", contacts, language),
        "attributes": [*_attributes(facts, row, language), *_states(row, language)],
    }


def _cost(owner: UUID, position: int, cost: Cost, language: str) -> Tree:
    amount = float(cost.amount)
    tree = {
        "id": child_id(owner, "cost", position),
        "service_id": str(owner),
        "option": text(cost.condition, language),
        "currency": cost.currency,
    }
    return compact(tree) | {"amount": int(amount) if amount.is_integer() else amount}


def _paper(owner: UUID, position: int, paper: RequiredDocument, language: str) -> Tree:
    words = [text(paper.document.name, language), text(paper.note, language)]
    tree = {
        "id": child_id(owner, "document", position),
        "service_id": str(owner),
        "document": "\n".join(filter(None, words)),
        "uri": address_of(paper.document, language),
    }
    return compact(tree)


def _attributes(facts: Facts, row: Service, language: str) -> Iterable[Tree]:
    for topic in facts.topics[row.pk]:
        yield named(row.uuid, "service", "topics", topic, language)
    for event in facts.life_events[row.pk]:
        yield named(row.uuid, "service", "life-events", event, language)
    for name, codes in (("groups", row.groups), ("channels", row.channels)):
        for code in codes:
            yield choice(row.uuid, "service", name, code)
    if row.place_rule != PlaceRule.LISTED:
        yield choice(row.uuid, "service", "place-rule", row.place_rule)
    yield choice(row.uuid, "service", "certainty", row.certainty)
    yield choice(row.uuid, "service", "codes", "code", row.code)


def _states(row: Service, language: str) -> Iterable[Tree]:
    """Say which texts a machine translated, are older than their source or in another language."""
    if language == languages.source_language():
        return
    found: dict[str, dict[str, None]] = {}
    for field, told in _TOLD.items():
        reading = read(getattr(row, field), language)
        state = TextState.MISSING if reading.is_fallback else state_of(row, field, language)
        if reading and state is not TextState.PLAIN:
            found.setdefault(state.value, {})[told] = None
    for state_code, fields in found.items():
        yield choice(row.uuid, "service", "texts", state_code, ",".join(fields))


def link_id(service_id: UUID, place_id: UUID) -> str:
    """Return the identifier of a service at a location that has none from elsewhere."""
    return child_id(service_id, "location", str(place_id))


def at_location(
    facts: Facts,
    row: Service,
    place: Place,
    language: str,
    *,
    full: bool,
) -> Tree:
    """Return a service at a location with the location, not with the service."""
    tree = link(facts, row, place, language, full=full)
    return {**tree, "location": location(facts, place, language, full=full)}


def link(facts: Facts, row: Service, place: Place, language: str, *, full: bool) -> Tree:
    """Return a service at a location alone."""
    came = next(
        (
            record
            for record in facts.exchanged_of[row.uuid]
            if record.content.get("location_id") == str(place.uuid)
        ),
        None,
    )
    tree = compact(
        {
            "id": str(came.uuid) if came else link_id(row.uuid, place.uuid),
            "service_id": str(row.uuid),
            "location_id": str(place.uuid),
            "description": _where(row),
        }
    )
    return as_it_came(tree, came, "service_at_location", full=full)


def _where(row: Service) -> str:
    rule = PlaceRule(row.place_rule)
    return "" if rule is PlaceRule.LISTED else str(rule.label)
