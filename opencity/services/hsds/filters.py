"""Which rows an HSDS list shows; live rows only, in an order that does not change."""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from opencity.directory.models import Organisation, Place
from opencity.services.hsds import words
from opencity.services.models import Service

Row = TypeVar("Row", bound=Model)
_EARTH_M = 6_371_000


@dataclass(frozen=True)
class Wanted:
    """What a reader asks of a list; what is empty does not narrow it."""

    search: str = ""
    term: uuid.UUID | None = None
    taxonomy: uuid.UUID | None = None
    organisation: uuid.UUID | None = None
    modified_after: datetime | None = None
    postcode: str = ""
    proximity: float | None = None


def services(wanted: Wanted) -> QuerySet[Service]:
    """Return the published services that are wanted."""
    rows: QuerySet[Service] = Service.objects.live().order_by("code")
    if wanted.organisation:
        rows = rows.filter(provider__uuid=wanted.organisation, provider__live=True)
    if wanted.modified_after:
        rows = rows.filter(updated_at__gte=wanted.modified_after)
    if wanted.term:
        rows = _with_term(rows, str(wanted.term))
    if wanted.taxonomy:
        rows = _with_taxonomy(rows, str(wanted.taxonomy))
    return _found(rows, wanted.search, "title", "summary")


def organisations(search: str) -> QuerySet[Organisation]:
    """Return the published organisations that are wanted."""
    return _found(Organisation.objects.live().order_by("code"), search, "name", "summary")


def links(wanted: Wanted) -> QuerySet[Model]:
    """Return the links of published services to published places that are wanted."""
    through = Service.places.through
    rows = through.objects.filter(service__in=services(wanted), place__live=True)
    if wanted.postcode:
        rows = rows.filter(place__in=_around(wanted.postcode, wanted.proximity))
    return rows.order_by("service__code", "place__code", "pk")


def _found(rows: QuerySet[Row], search: str, *fields: str) -> QuerySet[Row]:
    """Keep the rows in whose texts, in whichever language, all the words stand."""
    asked = search.casefold().split()
    if not asked:
        return rows
    keys = []
    for key, *texts in rows.values_list("pk", *fields):
        said = "\n".join(piece for text in texts for piece in text.values()).casefold()
        if all(word in said for word in asked):
            keys.append(key)
    return rows.filter(pk__in=keys)


def _with_term(rows: QuerySet[Service], term: str) -> QuerySet[Service]:
    name, code = words.FIXED_TERMS.get(term, ("", ""))
    if name in ("groups", "channels"):
        return _holding(rows, name, {code})
    if name in ("place-rule", "certainty"):
        return rows.filter(**{name.replace("-", "_"): code})
    return rows.filter(Q(topics__uuid=term) | Q(life_events__uuid=term)).distinct()


def _with_taxonomy(rows: QuerySet[Service], taxonomy: str) -> QuerySet[Service]:
    name = words.TAXONOMY_NAMES.get(taxonomy, "")
    if name in ("groups", "channels"):
        return _holding(rows, name, set(words.CHOICES[name].values))
    if name in ("place-rule", "certainty", words.CODES):
        return rows
    if name == words.TOPICS:
        return rows.filter(topics__isnull=False).distinct()
    if name == words.LIFE_EVENTS:
        return rows.filter(life_events__isnull=False).distinct()
    return rows.none()


def _holding(rows: QuerySet[Service], field: str, codes: set[str]) -> QuerySet[Service]:
    pairs = rows.values_list("pk", field)
    return rows.filter(pk__in=[key for key, held in pairs if codes & set(held)])


def _around(postcode: str, metres: float | None) -> Iterable[int]:
    """Return the keys of the places of a postcode, or around the middle of its known points."""
    here = Place.objects.live().filter(postal_code=postcode)
    if metres is None:
        return list(here.values_list("pk", flat=True))
    points = _points(here)
    if not points:
        return []
    middle = [sum(side) / len(points) for side in list(zip(*points, strict=True))[1:]]
    return [
        key
        for key, *point in _points(Place.objects.live())
        if _distance(point[0], point[1], middle[0], middle[1]) <= metres
    ]


def _points(rows: QuerySet[Any]) -> list[tuple[int, float, float]]:
    known = rows.filter(latitude__isnull=False).values_list("pk", "latitude", "longitude")
    return [(key, float(latitude), float(longitude)) for key, latitude, longitude in known]


def _distance(north: float, east: float, other_north: float, other_east: float) -> float:
    """Return metres between two points given in degrees, on a sphere (haversine formula)."""
    a, b = math.radians(north), math.radians(other_north)
    half_a, half_b = (b - a) / 2, math.radians(other_east - east) / 2
    chord = math.sin(half_a) ** 2 + math.cos(a) * math.cos(b) * math.sin(half_b) ** 2
    return 2 * _EARTH_M * math.asin(math.sqrt(chord))
