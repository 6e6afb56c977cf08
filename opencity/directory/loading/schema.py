"""Reads each kind of entry of the directory into values that can be compared and stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from opencity.core.content import Entry
from opencity.core.content.facts import Values, certainty, sources
from opencity.directory.enums import Answer, ContactKind, OrganisationKind, PlaceKind, Position
from opencity.directory.models import Contact, District, Organisation

Codes = Callable[[type[Any]], list[str]]
"""Gives the known codes of a model's rows."""
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def contact(entry: Entry, codes: Codes) -> Values:
    """Read a way to reach somebody."""
    entry.only(
        "code", "kind", "value", "label", "languages", "hours_note", "is_emergency", "certainty",
        "sources",
    )  # fmt: skip
    return {
        "kind": entry.string("kind", choices=ContactKind.values),
        "value": entry.string("value"),
        "label": entry.text("label", required=False),
        "languages": entry.strings("languages"),
        "hours_note": entry.text("hours_note", required=False),
        "is_emergency": entry.flag("is_emergency"),
        "certainty": certainty(entry),
        "sources": sources(entry),
    }


def organisation(entry: Entry, codes: Codes) -> Values:
    """Read an organisation."""
    entry.only(
        "code", "kind", "parent", "name", "summary", "languages", "contacts", "certainty", "sources"
    )
    known = codes(Organisation)
    return {
        "kind": entry.string("kind", choices=OrganisationKind.values),
        "parent": entry.string("parent", choices=known) if entry.has("parent") else None,
        "name": entry.text("name"),
        "summary": entry.text("summary", required=False),
        "languages": entry.strings("languages"),
        "contacts": sorted(entry.strings("contacts", choices=codes(Contact))),
        "certainty": certainty(entry),
        "sources": sources(entry),
    }


def district(entry: Entry, codes: Codes) -> Values:
    """Read a district."""
    entry.only("code", "slug", "name", "latitude", "longitude", "area_km2")
    return {
        "slug": entry.string("slug"),
        "name": entry.text("name"),
        "latitude": entry.string("latitude"),
        "longitude": entry.string("longitude"),
        "area_km2": entry.string("area_km2"),
    }


def place(entry: Entry, codes: Codes) -> Values:
    """Read a place with its hours."""
    entry.only(
        "code", "slug", "kind", "organisation", "name", "summary", "address_bg", "address_latin",
        "postal_code", "district", "latitude", "longitude", "position", "entrance_note",
        "languages", "wheelchair", "appointment", "hours", "hours_note", "contacts", "certainty",
        "sources",
    )  # fmt: skip
    return {
        "slug": entry.string("slug"),
        "kind": entry.string("kind", choices=PlaceKind.values),
        "organisation": _one_of(entry, "organisation", codes(Organisation)),
        "name": entry.text("name"),
        "summary": entry.text("summary", required=False),
        "address": entry.string("address_bg", default=""),
        "address_latin": entry.string("address_latin", default=""),
        "postal_code": entry.string("postal_code", default=""),
        "district": _one_of(entry, "district", codes(District)),
        "latitude": entry.string("latitude") if entry.has("latitude") else None,
        "longitude": entry.string("longitude") if entry.has("longitude") else None,
        "position": entry.string("position", choices=Position.values, default=""),
        "entrance_note": entry.text("entrance_note", required=False),
        "languages": entry.strings("languages"),
        "wheelchair": entry.string("wheelchair", choices=Answer.values, default="unknown"),
        "appointment": entry.flag("appointment"),
        "hours": [_hours(row) for row in entry.entries("hours")],
        "hours_note": entry.text("hours_note", required=False),
        "contacts": sorted(entry.strings("contacts", choices=codes(Contact))),
        "certainty": certainty(entry),
        "sources": sources(entry),
    }


def _one_of(entry: Entry, key: str, known: list[str]) -> str | None:
    return entry.string(key, choices=known) if entry.has(key) else None


def _hours(entry: Entry) -> Values:
    entry.only("day", "opens", "closes")
    return {
        "day": _DAYS.index(entry.string("day", choices=_DAYS)),
        "opens": entry.string("opens"),
        "closes": entry.string("closes"),
    }
