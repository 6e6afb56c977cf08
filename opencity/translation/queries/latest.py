"""Reads many records in their newest version at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from django.db import models
from wagtail.models import Revision

from opencity.core.publication import Publishable
from opencity.core.texts import text_fields
from opencity.translation.pieces import Data, text_relations
from opencity.translation.subjects import translatable_models

_Children = Mapping[str, Mapping[Any, list[dict[str, Any]]]]


def latest_versions(
    model: type[models.Model], keys: Collection[int]
) -> Iterator[tuple[models.Model, Data]]:
    """Yield some records of a model with the texts of their drafts, or else of their rows.

    The queries depend on the number of the model's kinds of children alone. What is history
    (``is_history`` of the record) wants no translation any more and is left out.
    """
    rows = [row for row in _rows(model, keys) if not getattr(row, "is_history", False)]
    drafts = _drafts(rows)
    children = _children(model, [row.pk for row in rows if row.pk not in drafts])
    for row in rows:
        yield row, drafts[row.pk] if row.pk in drafts else _live_data(row, children)


def _rows(model: type[models.Model], keys: Collection[int]) -> list[models.Model]:
    # Names of records often hold something of a record they belong to, so those come along.
    bookkeeping = {field.name for field in Publishable._meta.get_fields()}
    links = [
        field.name
        for field in model._meta.concrete_fields
        if field.many_to_one and field.name not in bookkeeping
    ]
    rows = model._default_manager.select_related(*links) if links else model._default_manager
    return list(rows.filter(pk__in=keys).order_by("pk"))


def _drafts(rows: list[models.Model]) -> dict[Any, Data]:
    wanted = {
        row.latest_revision_id: row.pk
        for row in rows
        if isinstance(row, Publishable) and row.has_unpublished_changes
    }
    if not wanted:
        return {}
    return {wanted[found.pk]: found.content for found in Revision.objects.filter(pk__in=wanted)}


def _children(model: type[models.Model], keys: list[int]) -> _Children:
    return {
        relation.get_accessor_name(): _by_parent(relation, keys)
        for relation in text_relations(model)
    }


def _by_parent(
    relation: models.ManyToOneRel, keys: list[int]
) -> Mapping[Any, list[dict[str, Any]]]:
    parent = relation.field.attname
    names = [field.name for field in text_fields(relation.related_model)]
    found: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    rows = relation.related_model._default_manager.filter(**{f"{parent}__in": keys})
    for row in rows.values(parent, *names):
        found[row.pop(parent)].append(row)
    return found


def _live_data(row: models.Model, children: _Children) -> Data:
    own = {field.name: getattr(row, field.attname) for field in text_fields(row)}
    return own | {name: by_parent.get(row.pk, []) for name, by_parent in children.items()}


@cache
def history_links(model: type[models.Model]) -> tuple[models.ForeignKey[Any, Any], ...]:
    """Return the fields through which a record of this model may make others history."""
    return tuple(
        field
        for other in translatable_models()
        if hasattr(other, "is_history")
        for field in other._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is model
    )
