"""Reads what HSDS tells of services, organisations and places: few queries however many rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from opencity.directory.models import Contact, HoursException, OpeningHours, Organisation, Place
from opencity.services.models import (
    Condition,
    Cost,
    ExchangedRecord,
    LifeEvent,
    Note,
    RequiredDocument,
    Service,
    Step,
    TimeLimit,
    Topic,
)

Row = TypeVar("Row", bound=models.Model)
Key = tuple[type[models.Model], int]
_UNTOLD = ("certainty", "sources")
"""Of single facts HSDS has no place for these."""
_IN_LISTS = (Condition, Cost, Note, Step, TimeLimit)


@dataclass
class Facts:
    """Rows and what belongs to them, by kind and key; ``public`` leaves drafts out."""

    public: bool = True
    children: dict[tuple[type[models.Model], int], list[Any]] = field(
        default_factory=lambda: defaultdict(list)
    )
    contacts: dict[Key, list[Contact]] = field(default_factory=lambda: defaultdict(list))
    topics: dict[int, list[Topic]] = field(default_factory=lambda: defaultdict(list))
    life_events: dict[int, list[LifeEvent]] = field(default_factory=lambda: defaultdict(list))
    organisations: dict[int, Organisation] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    places_of: dict[int, list[Place]] = field(default_factory=lambda: defaultdict(list))
    exchanged: dict[tuple[str, UUID], ExchangedRecord] = field(default_factory=dict)
    exchanged_of: dict[UUID, list[ExchangedRecord]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def read_services(self, rows: Sequence[Service], *, full: bool, around: bool = True) -> None:
        """Read what a list tells of services, with ``full`` everything.

        Without ``around`` the places are left out.
        """
        keys = [row.pk for row in rows]
        self.read_organisations([row.provider_id for row in rows if row.provider_id], full=full)
        self._contacts(Service, keys)
        for model in (*_IN_LISTS, RequiredDocument) if full else _IN_LISTS:
            self._children(model, "service", keys, links=model is RequiredDocument)
        self._exchanged("service", rows)
        if full:
            self._linked(self.topics, Service.topics.through, "topic", keys)
            self._linked(self.life_events, Service.life_events.through, "lifeevent", keys)
        if full and around:
            self.read_places_of(rows)

    def read_children(self, model: type[models.Model], rows: Sequence[Service]) -> None:
        """Read further rows of services of which HSDS does not tell."""
        self._children(model, "service", [row.pk for row in rows])

    def read_organisations(self, keys: Iterable[int], *, full: bool) -> None:
        """Read organisations that are not there yet."""
        wanted = set(keys) - set(self.organisations)
        rows = self._seen(
            Organisation.objects.filter(pk__in=wanted).select_related("parent").defer("sources")
        )
        self.organisations |= {row.pk: row for row in rows}
        self._contacts(Organisation, [row.pk for row in rows])
        self._exchanged("organization", rows)

    def read_places(self, rows: Iterable[Place]) -> None:
        """Read what belongs to places that are not there yet."""
        new = {row.pk: row for row in rows if row.pk not in self.places}
        self.places |= new
        self._contacts(Place, list(new))
        for model in (OpeningHours, HoursException):
            self._children(model, "place", list(new))
        self._exchanged("location", list(new.values()))

    def read_links(self, links: Iterable[tuple[int, int]], *, full: bool = True) -> None:
        """Read the places of services given as pairs of keys, with ``full`` what they have."""
        pairs = list(links)
        known = self._seen(
            Place.objects.filter(pk__in={place for _service, place in pairs})
            .select_related("organisation", "district")
            .defer("sources", "organisation__sources")
        )
        if full:
            self.read_places(known)
        else:
            self.places |= {row.pk: row for row in known}
        for service, place in pairs:
            if place in self.places:
                self.places_of[service].append(self.places[place])

    def read_owned(self, owners: Collection[UUID]) -> None:
        """Read how services at locations came, by the identifier of their service."""
        for record in ExchangedRecord.objects.filter(owner__in=owners):
            if record.owner is not None:
                self.exchanged_of[record.owner].append(record)

    def read_places_of(self, rows: Sequence[Service], *, full: bool = True) -> None:
        """Read the places of services, with ``full`` what they have."""
        links = Service.places.through.objects.filter(service__in=rows)
        pairs = links.order_by("place__code").values_list("service_id", "place_id")
        self.read_links(pairs, full=full)
        self.read_owned([row.uuid for row in rows])

    def _seen(self, rows: models.QuerySet[Row]) -> list[Row]:
        return list(rows.filter(live=True) if self.public else rows)

    def _contacts(self, model: type[Any], keys: Sequence[int]) -> None:
        name = model._meta.model_name
        through = model.contacts.through
        links = list(through.objects.filter(**{f"{name}__in": keys}))
        found = Contact.objects.in_bulk({link.contact_id for link in links})
        for link in links:
            self.contacts[model, getattr(link, f"{name}_id")].append(found[link.contact_id])

    def _children(
        self, model: type[Any], owner: str, keys: Sequence[int], *, links: bool = False
    ) -> None:
        rows = model.objects.filter(**{f"{owner}__in": keys}).order_by("sort_order", "pk")
        rows = rows.defer(*(f.name for f in model._meta.fields if f.name in _UNTOLD))
        if links:
            rows = rows.select_related("document")
            rows = rows.filter(document__live=True) if self.public else rows
        for row in rows:
            self.children[model, getattr(row, f"{owner}_id")].append(row)

    def _linked(
        self, into: dict[int, list[Any]], through: type[Any], name: str, keys: Sequence[int]
    ) -> None:
        rows = through.objects.filter(service__in=keys).select_related(name)
        for row in rows.order_by(f"{name}__code"):
            into[row.service_id].append(getattr(row, name))

    def _exchanged(self, kind: str, rows: Sequence[Any]) -> None:
        found = ExchangedRecord.objects.filter(kind=kind, uuid__in=[row.uuid for row in rows])
        self.exchanged |= {(kind, record.uuid): record for record in found}
