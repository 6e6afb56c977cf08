"""Organisations and locations as HSDS 3.0."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from opencity.directory.enums import Answer, ContactKind, PlaceKind
from opencity.directory.models import HoursException, OpeningHours, Organisation, Place
from opencity.services.hsds.exchanged import as_it_came
from opencity.services.hsds.facts import Facts
from opencity.services.hsds.trees import (
    WEB,
    Tree,
    address_of,
    child_id,
    choice,
    compact,
    first,
    mailboxes,
    phones,
    spoken,
    text,
)

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
CODE = "Open City code"
"""What our own codes are called where HSDS asks for the type of an identifier."""


def organisation(facts: Facts, row: Organisation, language: str, *, full: bool) -> Tree:
    """Return an organisation: its own fields, with ``full`` also what stands in it."""
    came = facts.exchanged.get(("organization", row.uuid))
    made = own_organisation(facts, row, language, full=full)
    return as_it_came(made, came, "organization", full=full)


def own_organisation(facts: Facts, row: Organisation, language: str, *, full: bool) -> Tree:
    """Return what this site itself says of an organisation."""
    contacts = facts.contacts[Organisation, row.pk]
    parent = row.parent if row.parent and (row.parent.live or not facts.public) else None
    tree: Tree = {
        "id": str(row.uuid),
        "name": text(row.name, language),
        "description": text(row.summary, language),
        "email": first(contacts, ContactKind.EMAIL),
        "website": first(contacts, *WEB),
        "parent_organization_id": str(parent.uuid) if parent else "",
    }
    if full:
        tree |= {
            "contacts": mailboxes(row.uuid, "organization", contacts, language),
            "phones": phones(row.uuid, "organization", contacts, language),
            "organization_identifiers": [_identifier(row)],
            "attributes": [
                choice(row.uuid, "organization", "organisation-kind", row.kind),
                choice(row.uuid, "organization", "certainty", row.certainty),
            ],
        }
    return compact(tree, "name", "description")


def _identifier(row: Organisation) -> Tree:
    return {
        "id": child_id(row.uuid, "identifier", 0),
        "organization_id": str(row.uuid),
        "identifier_type": CODE,
        "identifier": row.code,
    }


def location(facts: Facts, row: Place, language: str, *, full: bool) -> Tree:
    """Return a place: its own fields, with ``full`` also what stands in it."""
    came = facts.exchanged.get(("location", row.uuid))
    return as_it_came(own_location(facts, row, language, full=full), came, "location", full=full)


def own_location(facts: Facts, row: Place, language: str, *, full: bool) -> Tree:
    """Return what this site itself says of a place."""
    contacts = facts.contacts[Place, row.pk]
    owner = row.organisation
    known = owner is not None and (owner.live or not facts.public)
    tree: Tree = {
        "id": str(row.uuid),
        "location_type": "virtual" if row.kind == PlaceKind.ONLINE else "physical",
        "url": first(contacts, *WEB) or address_of(row, language),
        "organization_id": str(owner.uuid) if owner and known else "",
        "name": text(row.name, language),
        "description": text(row.summary, language),
        "latitude": None if row.latitude is None else float(row.latitude),
        "longitude": None if row.longitude is None else float(row.longitude),
        "external_identifier": row.code,
        "external_identifier_type": CODE,
    }
    if full:
        tree |= {
            "languages": spoken(row.uuid, "location", row.languages),
            "addresses": _addresses(row, language),
            "contacts": mailboxes(row.uuid, "location", contacts, language),
            "accessibility": _accessibility(row, language),
            "phones": phones(row.uuid, "location", contacts, language),
            "schedules": _schedules(facts, row, language),
            "attributes": [
                choice(row.uuid, "location", "place-kind", row.kind),
                choice(row.uuid, "location", "certainty", row.certainty),
            ],
        }
    return compact(tree)


def _addresses(row: Place, language: str) -> list[Tree]:
    if not row.address:
        return []
    tree = {
        "id": child_id(row.uuid, "address", 0),
        "location_id": str(row.uuid),
        "address_1": row.address,
        "address_2": row.address_latin,
        "city": text(settings.CITY.name, language),
        "region": text(row.district.name, language) if row.district else "",
        "state_province": "",
        "postal_code": row.postal_code,
        "country": settings.CITY.country,
        "address_type": "physical",
    }
    return [compact(tree, "address_1", "city", "state_province", "postal_code", "country")]


def _accessibility(row: Place, language: str) -> list[Tree]:
    note = text(row.entrance_note, language)
    known = row.wheelchair != Answer.UNKNOWN
    if not (known or note):
        return []
    said = {Answer.YES: _("wheelchair access"), Answer.NO: _("no wheelchair access")}
    tree = {
        "id": child_id(row.uuid, "accessibility", 0),
        "location_id": str(row.uuid),
        "description": said[Answer(row.wheelchair)] if known else "",
        "details": note,
    }
    return [compact(tree)]


def _schedules(facts: Facts, row: Place, language: str) -> list[Tree]:
    """Return the week, one rule for the days with the same hours, then the exceptions."""
    note = text(row.hours_note, language)
    way = _("by appointment only") if row.appointment else ""
    rules = [
        {"freq": "WEEKLY", "byday": ",".join(days), "opens_at": opens, "closes_at": closes}
        for (opens, closes), days in _by_hours(facts.children[OpeningHours, row.pk]).items()
    ]
    if not rules and (note or way):
        rules = [{}]
    rules = [{**rule, "description": note, "attending_type": way} for rule in rules]
    rules += [_exception(each, language) for each in facts.children[HoursException, row.pk]]
    return [_schedule(row.uuid, position, rule) for position, rule in enumerate(rules)]


def _by_hours(rows: Iterable[OpeningHours]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for row in sorted(rows, key=lambda each: (each.day, each.opens)):
        found.setdefault((_clock(row.opens), _clock(row.closes)), []).append(DAYS[row.day])
    return found


def _exception(row: HoursException, language: str) -> dict[str, str]:
    reason = text(row.reason, language)
    rule = {"valid_from": row.starts_on.isoformat(), "valid_to": row.ends_on.isoformat()}
    if row.opens is None or row.closes is None:
        return {**rule, "description": ": ".join(filter(None, (_("closed"), reason)))}
    hours = {"opens_at": _clock(row.opens), "closes_at": _clock(row.closes)}
    return {**rule, **hours, "description": reason}


def _schedule(owner: UUID, position: int, rule: dict[str, Any]) -> Tree:
    tree = {"id": child_id(owner, "schedule", position), "location_id": str(owner), **rule}
    # A number cannot tell of summer time, so the zone is named.
    return compact({**tree, "notes": settings.CITY.time_zone})


def _clock(time: datetime.time) -> str:
    return f"{time:%H:%M:%S}"
