"""What somebody should look at, over all kinds of records: asked of the database, page by page."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from opencity.core.publication import Publishable
from opencity.core.registries import ReviewedKind, reviewed_kinds
from opencity.core.verified import Certainty
from opencity.editing.enums import Look
from opencity.editing.kinds import fact_relations, has_field

PER_PAGE = 50
SOON = datetime.timedelta(days=14)
NOBODY = 0


@dataclass(frozen=True)
class Filter:
    """What narrows the desk: a person's number (0 is nobody), a kind's label, areas by name."""

    owner: int | None = None
    kind: str = ""
    areas: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class DueRow:
    """A record to look at, with its kind."""

    kind: ReviewedKind
    record: Any
    is_overdue: bool


def due_rows(look: Look, *, user: Any, chosen: Filter) -> models.QuerySet[Any]:
    """Return kind, key, whose and since when of each record to look at, in no order yet."""
    found = [
        _rows(kind, chosen)
        .filter(_condition(kind, look))
        .annotate(
            kind_name=Value(kind.name, output_field=models.CharField()),
            key=F("pk"),
            others=Case(
                When(owner=user.pk, then=Value(0)),
                default=Value(1),
                output_field=models.IntegerField(),
            ),
            since=Coalesce("review_after", Value(datetime.date.min)),
        )
        .values_list("kind_name", "key", "others", "since")
        for kind in _kinds(chosen)
    ]
    if not found:
        return next(iter(reviewed_kinds)).model._default_manager.none()
    return found[0].union(*found[1:], all=True)


def page(look: Look, *, user: Any, chosen: Filter, number: Any) -> Page[Any]:
    """Return one page of ``DueRow``, in a constant number of queries."""
    rows = due_rows(look, user=user, chosen=chosen).order_by(*_ORDER)
    found = Paginator(rows, PER_PAGE).get_page(number)
    found.object_list = list(_with_records(list(found.object_list)))
    return found


_ORDER = ("others", "since", "kind_name", "key")


def _with_records(rows: list[Any]) -> Iterator[DueRow]:
    today = timezone.localdate()
    records: dict[tuple[str, int], Any] = {}
    for name in sorted({name for name, *_rest in rows}):
        kind = reviewed_kinds.get(name)
        if kind is not None:
            keys = [pk for other, pk, *_rest in rows if other == name]
            found = kind.model._default_manager.filter(pk__in=keys).select_related("owner")
            records |= {(name, record.pk): record for record in found}
    for name, pk, *_rest in rows:
        kind, record = reviewed_kinds.get(name), records.get((name, pk))
        if kind is not None and record is not None:
            yield DueRow(kind, record, record.is_due(today))


def counts(*, chosen: Filter) -> dict[Look, int]:
    """Return how many records there are to look at for each reason, one query a kind."""
    found = dict.fromkeys(Look, 0)
    for kind in _kinds(chosen):
        numbers = _rows(kind, chosen).aggregate(
            **{look.value: Count("pk", filter=_condition(kind, look)) for look in Look}
        )
        for look in Look:
            found[look] += numbers[look.value]
    return found


def _kinds(chosen: Filter) -> list[ReviewedKind]:
    """Return the kinds that a filter leaves; one that belongs to no such area is left out."""
    return [
        kind
        for kind in reviewed_kinds
        if chosen.kind in ("", kind.name) and set(chosen.areas) <= set(kind.areas)
    ]


def _rows(kind: ReviewedKind, chosen: Filter) -> models.QuerySet[Any]:
    rows = kind.model._default_manager.order_by()
    if issubclass(kind.model, Publishable):
        rows = rows.filter(live=True)
    if chosen.owner is not None:
        rows = (
            rows.filter(owner__isnull=True)
            if chosen.owner == NOBODY
            else rows.filter(owner=chosen.owner)
        )
    for name, key in chosen.areas.items():
        within = kind.model._default_manager.filter(**{kind.areas[name]: key})
        rows = rows.filter(pk__in=within.values("pk"))
    return rows


def _condition(kind: ReviewedKind, look: Look) -> Q:
    today = timezone.localdate()
    if look == Look.DUE:
        return Q(review_after__lte=today)
    if look == Look.SOON:
        return Q(review_after__gt=today, review_after__lte=today + SOON)
    if look == Look.NEVER:
        return Q(verified_on__isnull=True)
    if look == Look.PLACEHOLDER:
        return _own_or_fact(kind, Q(certainty=Certainty.PLACEHOLDER))
    claimed = [Certainty.DOCUMENTED, Certainty.COMPUTED]
    return _own_or_fact(kind, Q(sources=[], certainty__in=claimed))


def _own_or_fact(kind: ReviewedKind, condition: Q) -> Q:
    """Return a condition on a record or on one of the facts in its rows."""
    found = Q(condition)
    for relation in fact_relations(kind.model):
        model = relation.related_model
        if has_field(model, "certainty"):
            rows = model._default_manager.filter(**{relation.field.name: OuterRef("pk")})
            found |= Q(Exists(rows.filter(condition)))
    return found
