"""Reads of the directory that pages and interfaces share; all see published rows only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from opencity.directory.hours import with_own_schedule, with_schedules
from opencity.directory.models import Contact, District, Organisation, Place


def places(**conditions: Any) -> list[Place]:
    """Return published places by code, each with ``schedule``, ``state`` and ``provider``.

    Three queries, however many rows.
    """
    found = Place.objects.live().select_related("organisation", "district")
    rows = with_schedules(found.filter(**conditions).order_by("pk"))
    return sorted(map(with_provider, rows), key=by_code)


def place(slug: str) -> Place | None:
    """Return a published place with its ``schedule``, ``state`` and ``provider``."""
    found = Place.objects.live().select_related("organisation", "district", "live_revision")
    row = found.filter(slug=slug).first()
    return with_provider(with_own_schedule(row)) if row else None


def with_provider(place: Place) -> Place:
    """Give a place ``provider``: its organisation if the public may see it."""
    organisation = place.organisation
    place.provider = organisation if organisation is not None and organisation.live else None
    return place


def by_code(row: Any) -> tuple[int, str]:
    """Return the key by which rows stand in the order of their codes: O2 before O10."""
    return len(row.code), row.code


def with_contacts(rows: Iterable[Place]) -> list[Place]:
    """Give each place ``contact_list``, by one query for all of them."""
    found = list(rows)
    links = Place.contacts.through.objects.filter(place__in=found).select_related("contact")
    lists: dict[int, list[Contact]] = {}
    for link in links.order_by("pk"):
        lists.setdefault(link.place_id, []).append(link.contact)
    for row in found:
        row.contact_list = in_order(lists.get(row.pk, []))
    return found


_ORDER = ("phone", "sms", "email", "form", "web")


def in_order(contacts: Iterable[Contact]) -> list[Contact]:
    """Return contacts in the order in which people use them: phones first."""
    return sorted(contacts, key=lambda row: (_ORDER.index(row.kind), row.code))


def districts() -> list[District]:
    """Return all districts by number."""
    return list(District.objects.order_by("code"))


def organisations(**conditions: Any) -> list[Organisation]:
    """Return published organisations by code."""
    return list(Organisation.objects.live().filter(**conditions).order_by("code"))


def contacts_of(organisation: Organisation) -> list[Contact]:
    """Return the contacts of a published organisation."""
    return in_order(Contact.objects.filter(organisations=organisation))
