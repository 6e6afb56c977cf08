"""Reads a published record from its own published version, so that no child row costs a query.

Wagtail keeps, with each publication, the whole record with its children. A record that was never
published through the office (made by code) is read from its rows.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from modelcluster.models import model_from_serializable_data

from opencity.core.publication import Publishable

Child = TypeVar("Child", bound=models.Model)


def children(row: Publishable, model: type[Child], *, draft: bool = False) -> list[Child]:
    """Return the children of one kind that were published with a record, in their order.

    ``row`` was read with ``select_related("live_revision")``; of a ``draft`` its own are given.
    """
    relation = _relation(row, model)
    content = None if draft else _content(row)
    if content is None or relation not in content:
        return list(getattr(row, relation).order_by("sort_order"))
    found = [
        model_from_serializable_data(model, data, check_fks=False) for data in content[relation]
    ]
    return sorted(found, key=lambda child: child.sort_order or 0)


def linked_keys(row: Publishable, field: str, *, draft: bool = False) -> set[int]:
    """Return the keys of the rows that a published record links to, or a ``draft``."""
    content = None if draft else _content(row)
    if content is None or field not in content:
        return {linked.pk for linked in getattr(row, field).all()}
    return set(content[field])


def _content(row: Publishable) -> dict[str, Any] | None:
    revision = row.live_revision
    return revision.content if revision is not None else None


def _relation(row: Publishable, model: type[models.Model]) -> str:
    for field in row._meta.related_objects:
        if field.related_model is model:
            return str(field.get_accessor_name())
    raise LookupError(f"{model.__name__} is no child of {type(row).__name__}")
