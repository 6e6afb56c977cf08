"""What the HSDS interface answers: records by identifier, pages of records, all records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import override

from opencity.core.texts import attach_states
from opencity.directory.models import Organisation, Place
from opencity.services.hsds.catalogue import at_location, brief, link_id, service
from opencity.services.hsds.directory import location, organisation
from opencity.services.hsds.facts import Facts
from opencity.services.hsds.trees import Tree
from opencity.services.models import ExchangedRecord, Service

CHUNK = 500


def page(total: int, number: int, size: int, contents: list[Tree]) -> Tree:
    """Return some of all records with their place among the others."""
    pages = -(-total // size)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }


@dataclass(frozen=True)
class Listing:
    """Rows that are wanted, and how some of them become records."""

    rows: QuerySet[Any]
    write: Callable[[Sequence[Any]], list[Tree]]

    def page(self, number: int, size: int) -> Tree:
        """Return one page with its place among the others."""
        start = (number - 1) * size
        contents = self.write(list(self.rows[start : start + size]))
        return page(self.rows.count(), number, size, contents)

    def all(self) -> Iterator[Tree]:
        """Yield every record, read some at a time."""
        keys = iter(list(self.rows.values_list("pk", flat=True)))
        while some := list(islice(keys, CHUNK)):
            found = self.rows.model._default_manager.in_bulk(some)
            yield from self.write([found[key] for key in some if key in found])


def write_services(
    rows: Sequence[Service], language: str, *, full: bool, public: bool = True
) -> list[Tree]:
    """Return services as records."""
    with override(language):
        facts = Facts(public)
        facts.read_services(rows, full=full)
        if full:
            attach_states(rows, [language])
        return [service(facts, row, language, full=full) for row in rows]


def write_minimal(rows: Sequence[Service]) -> list[Tree]:
    """Return what a harvester needs to know which services changed."""
    return [
        {
            "id": str(row.uuid),
            "last_modified": row.updated_at.isoformat(timespec="seconds"),
        }
        for row in rows
    ]


def write_organisations(
    rows: Sequence[Organisation], language: str, *, full: bool, full_service: bool
) -> list[Tree]:
    """Return organisations as records, with ``full`` also their places and services."""
    keys = [row.pk for row in rows]
    with override(language):
        facts = Facts()
        facts.read_organisations(keys, full=full)
        trees = [organisation(facts, facts.organisations[key], language, full=full) for key in keys]
        if full:
            _add_locations(facts, keys, trees, language)
        if full or full_service:
            _add_services(facts, keys, trees, language, full=full_service)
        return trees


def write_locations(rows: Sequence[Place], language: str) -> list[Tree]:
    """Return places as records."""
    with override(language):
        facts = Facts()
        places = Place.objects.select_related("organisation", "district")
        facts.read_places(places.filter(pk__in=[row.pk for row in rows]))
        return [location(facts, facts.places[row.pk], language, full=True) for row in rows]


def _add_locations(facts: Facts, keys: Sequence[int], trees: Sequence[Tree], language: str) -> None:
    places = Place.objects.live().filter(organisation__in=keys).order_by("code")
    rows = list(places.select_related("organisation", "district"))
    facts.read_places(rows)
    for key, tree in zip(keys, trees, strict=True):
        own = [row for row in rows if row.organisation_id == key]
        if own:
            tree["locations"] = [location(facts, row, language, full=True) for row in own]


def _add_services(
    facts: Facts, keys: Sequence[int], trees: Sequence[Tree], language: str, *, full: bool
) -> None:
    rows = list(Service.objects.live().filter(provider__in=keys).order_by("code"))
    facts.read_services(rows, full=full)
    if full:
        attach_states(rows, [language])
    for key, tree in zip(keys, trees, strict=True):
        own = [row for row in rows if row.provider_id == key]
        if own:
            tree["services"] = [_of_provider(facts, row, language, full=full) for row in own]


def _of_provider(facts: Facts, row: Service, language: str, *, full: bool) -> Tree:
    if not full:
        return brief(facts, row, language)
    tree = service(facts, row, language, full=True)
    tree.pop("organization", None)
    return tree


def write_links(rows: Sequence[Any], language: str, *, full: bool) -> list[Tree]:
    """Return services at locations, each with its location and its service."""
    with override(language):
        facts = Facts()
        known = Service.objects.in_bulk({row.service_id for row in rows})
        services = list(known.values())
        facts.read_services(services, full=full)
        facts.read_links((row.service_id, row.place_id) for row in rows)
        facts.read_owned([row.uuid for row in services])
        if full:
            attach_states(services, [language])
        write = partial(_link, facts, language, full=full)
        return [write(known[row.service_id], facts.places[row.place_id]) for row in rows]


def _link(facts: Facts, language: str, row: Service, place: Place, *, full: bool) -> Tree:
    tree = at_location(facts, row, place, language, full=full)
    return {**tree, "service": service(facts, row, language, full=full, places=False)}


def find_link(key: UUID, rows: QuerySet[Any]) -> Any | None:
    """Return the link that an identifier names, one from elsewhere or one of our own making."""
    came = ExchangedRecord.objects.filter(kind="service_at_location", uuid=key).first()
    if came is not None:
        place = came.content.get("location_id")
        return rows.filter(service__uuid=came.owner, place__uuid=place).first()
    for pk, *pair in rows.values_list("pk", "service__uuid", "place__uuid"):
        if link_id(pair[0], pair[1]) == str(key):
            return rows.get(pk=pk)
    return None
