"""Reads of packs and of all that their pages show; published rows only, but for previews."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from opencity.core.published import children, linked_keys
from opencity.core.texts import attach_states, languages
from opencity.directory.enums import PlaceKind
from opencity.directory.models import Contact, District, HoursException, OpeningHours, Place
from opencity.publications.models import Pack, PackService
from opencity.services.enums import PlaceRule
from opencity.services.models import (
    Condition,
    Cost,
    Document,
    Guide,
    GuideStep,
    LegalBasis,
    Note,
    RequiredDocument,
    Service,
    Step,
    TimeLimit,
    Topic,
)

MOST_IN_A_SECTION = 12
"""A pack without a guide and with more services is parted by topics."""
_FACTS = (Condition, RequiredDocument, Step, Cost, TimeLimit, Note, LegalBasis)


@dataclass
class ServiceRows:
    """A service with the facts that were published with it."""

    service: Service
    facts: dict[type[Any], list[Any]]
    place_keys: set[int]
    contact_keys: set[int]
    topic_keys: set[int]


@dataclass
class PlaceRows:
    """A place with its hours and the keys of its contacts."""

    place: Place
    hours: list[OpeningHours]
    exceptions: list[HoursException]
    contact_keys: set[int]


@dataclass
class Selection:
    """What a pack is made of; ``help`` are the services that help in need, in every pack."""

    services: list[Service]
    help: list[Service]
    pack: Pack | None = None
    guide: Guide | None = None
    guide_steps: list[GuideStep] = field(default_factory=list)


@dataclass
class Gathered:
    """All rows that one pack shows, with the states of their texts; topics only of a long one."""

    selection: Selection
    services: list[ServiceRows]
    places: list[PlaceRows]
    districts: list[District]
    help: list[tuple[Service, set[int]]] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    documents: dict[int, Document] = field(default_factory=dict)
    contacts: dict[int, Contact] = field(default_factory=dict)


def packs() -> list[Pack]:
    """Return the published packs in their order."""
    return list(Pack.objects.live().order_by("order", "code"))


def pack(slug: str) -> Pack | None:
    """Return the published pack of an address."""
    rows = Pack.objects.live().select_related("live_revision", "guide__live_revision")
    found: Pack | None = rows.filter(slug=slug).first()
    return found


def offered() -> list[Service]:
    """Return all published services, to choose from."""
    return list(Service.objects.live().select_related("live_revision").order_by("code"))


def own_selection(codes: Iterable[str]) -> Selection:
    """Return the published ones of these services by code."""
    chosen = set(codes)
    return _selection(Q(code__in=chosen), lambda service: service.code in chosen)


def selection(row: Pack, *, draft: bool = False) -> Selection:
    """Return the services of a pack: those of the guide, hand-picked ones, those of its topics."""
    guide = row.guide if row.guide and row.guide.live else None
    steps = children(guide, GuideStep) if guide else []
    first = [step.service_id for step in steps if step.service_id]
    first += [each.service_id for each in children(row, PackService, draft=draft)]
    topics = linked_keys(row, "topics", draft=draft)
    of_topics = Service.topics.through.objects.filter(topic__in=topics).values("service_id")
    found = _selection(
        Q(pk__in=first) | Q(pk__in=of_topics),
        lambda service: service.pk in first or bool(topics & linked_keys(service, "topics")),
    )
    place = {key: number for number, key in reversed(list(enumerate(first)))}
    found.services.sort(key=lambda service: place.get(service.pk, len(first)))
    found.pack, found.guide, found.guide_steps = row, guide, steps
    return found


def _selection(wanted: Q, is_wanted: Callable[[Service], bool]) -> Selection:
    """Read services by code, and with the same query those that help in need."""
    rows = (
        Service.objects.live()
        .filter(wanted | Q(is_help=True))
        .select_related("provider", "live_revision")
        .order_by("code")
    )
    services = [row for row in rows if is_wanted(row)]
    return Selection(services, [row for row in rows if row.is_help])


def gather(chosen: Selection) -> Gathered:
    """Return the rows that a pack shows; the same few queries for any number of services."""
    found = [_service_rows(service) for service in chosen.services]
    gathered = Gathered(chosen, found, _places(found), list(District.objects.all()))
    if chosen.guide is None and len(found) > MOST_IN_A_SECTION:
        gathered.topics = list(Topic.objects.all())
    gathered.documents = _documents(found)
    gathered.help = [(each, linked_keys(each, "contacts")) for each in chosen.help]
    gathered.contacts = _contacts(gathered)
    attach_states(_all(gathered), [languages.current()])
    return gathered


def _service_rows(service: Service) -> ServiceRows:
    return ServiceRows(
        service,
        {model: children(service, model) for model in _FACTS},
        linked_keys(service, "places"),
        linked_keys(service, "contacts"),
        linked_keys(service, "topics"),
    )


def _documents(services: Iterable[ServiceRows]) -> dict[int, Document]:
    keys = {row.document_id for each in services for row in each.facts[RequiredDocument]}
    return {row.pk: row for row in Document.objects.live().filter(pk__in=keys)}


def _places(services: Iterable[ServiceRows]) -> list[PlaceRows]:
    keys = {key for each in services for key in each.place_keys}
    wanted = Q(pk__in=keys)
    if any(each.service.place_rule == PlaceRule.DISTRICT for each in services):
        wanted |= Q(kind=PlaceKind.DISTRICT_OFFICE)
    rows = Place.objects.live().filter(wanted).select_related("live_revision", "district")
    return [
        PlaceRows(
            row,
            children(row, OpeningHours),
            children(row, HoursException),
            linked_keys(row, "contacts"),
        )
        for row in rows.order_by("code")
    ]


def _contacts(gathered: Gathered) -> dict[int, Contact]:
    keys = {key for each in gathered.services for key in each.contact_keys}
    keys |= {key for each in gathered.places for key in each.contact_keys}
    keys |= {key for _service, contacts in gathered.help for key in contacts}
    rows = Contact.objects.filter(Q(pk__in=keys) | Q(is_emergency=True))
    return {row.pk: row for row in rows.order_by("code")}


def _all(gathered: Gathered) -> list[Any]:
    chosen = gathered.selection
    rows: list[Any] = [row for row in (chosen.pack, chosen.guide) if row is not None]
    rows += chosen.guide_steps
    for each in gathered.services:
        rows.append(each.service)
        rows += [each.service.provider] if each.service.provider else []
        rows += [fact for facts in each.facts.values() for fact in facts]
    for place in gathered.places:
        rows += [place.place, *place.hours, *place.exceptions]
    rows += [service for service, _contacts in gathered.help]
    rows += [
        *gathered.topics,
        *gathered.districts,
        *gathered.documents.values(),
        *gathered.contacts.values(),
    ]
    return rows
