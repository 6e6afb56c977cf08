"""Names of topics and services, and the words to explain, all read by one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, IntegerField, JSONField, QuerySet, Value
from django.db.models.functions import Cast

from opencity.services.models import Guide, Service, Topic
from opencity.translation.models import GlossaryTerm


@dataclass
class Names:
    """Unsaved rows that hold code, address and name only; words with their explanation too."""

    topics: list[Topic] = field(default_factory=list)
    services: dict[str, Service] = field(default_factory=dict)
    guides: list[Guide] = field(default_factory=list)
    terms: list[GlossaryTerm] = field(default_factory=list)


def names(
    *,
    topics: QuerySet[Topic],
    services: Iterable[str] = (),
    guides: QuerySet[Any] | None = None,
    terms: bool = False,
) -> Names:
    """Return the names of some topics, published services by code, guides, and all words."""
    wanted = set(services)
    parts = [_part("topic", topics, "name", sign=F("symbol"), place=F("order"))]
    if wanted:
        rows = Service.objects.live().filter(code__in=wanted)
        parts.append(_part("service", rows, "title"))
    if guides is not None:
        parts.append(_part("guide", guides, "title", place=F("order")))
    if terms:
        explained = GlossaryTerm.objects.exclude(definition={})
        parts.append(_term_part(explained))
    found = Names()
    for row in sorted(parts[0].union(*parts[1:], all=True), key=lambda row: (row[1], row[2])):
        _keep(found, *row)
    return found


def _keep(
    found: Names, kind: str, _place: int, code: str, slug: str, label: Any, sign: str, more: Any
) -> None:
    if kind == "topic":
        found.topics.append(Topic(code=code, slug=slug, name=label, symbol=sign))
    elif kind == "service":
        found.services[code] = Service(code=code, slug=slug, title=label)
    elif kind == "guide":
        found.guides.append(Guide(code=code, slug=slug, title=label))
    else:
        term = GlossaryTerm(code=code, name=label, abbreviation=sign, definition=more)
        found.terms.append(term)


_COLUMNS = ("kind", "place", "its_code", "its_slug", "label", "sign", "more")


def _part(
    kind: str, rows: QuerySet[Any], label: str, *, sign: Any = None, place: Any = None
) -> QuerySet[Any]:
    columns = {
        "its_slug": Cast(F("slug"), CharField()),
        "sign": Cast(sign or Value(""), CharField()),
        "place": Cast(place or Value(0), IntegerField()),
        "more": Value({}, JSONField()),
    }
    return _columns(kind, rows, label, columns)


def _term_part(rows: QuerySet[Any]) -> QuerySet[Any]:
    columns = {
        "its_slug": Value("", CharField()),
        "sign": Cast(F("abbreviation"), CharField()),
        "place": Value(0, IntegerField()),
        "more": F("definition"),
    }
    return _columns("term", rows, "name", columns)


def _columns(kind: str, rows: QuerySet[Any], label: str, columns: dict[str, Any]) -> QuerySet[Any]:
    shared = {
        "kind": Value(kind, CharField()),
        "its_code": Cast(F("code"), CharField()),
        "label": F(label),
    }
    return rows.order_by().annotate(**shared, **columns).values_list(*_COLUMNS)
