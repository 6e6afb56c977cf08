"""Walks through every record of the office and finds where addresses stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations

from opencity.core.fields import SourcesField
from opencity.core.publication import Publishable
from opencity.core.texts import Text
from opencity.core.verified import Verified
from opencity.editing.links import addresses

_OURS = "opencity."
_WRITTEN = (models.CharField, models.TextField, models.JSONField)


class Found(NamedTuple):
    """An address in a field of a record; a field of a row is named after its relation."""

    record: models.Model
    path: str
    url: str
    in_draft: bool


def kinds() -> list[type[models.Model]]:
    """Return the models that people write in the office; rows belong to their record."""
    found = []
    for config in apps.get_app_configs():
        if config.name.startswith(_OURS):
            found += [model for model in config.get_models() if _is_written(model)]
    return [model for model in found if not _is_row(model)]


def _is_written(model: type[models.Model]) -> bool:
    if issubclass(model, Publishable | Verified):
        return True
    return any(isinstance(field, Text | SourcesField) for field in model._meta.concrete_fields)


def _is_row(model: type[models.Model]) -> bool:
    return any(type(field).__name__ == "ParentalKey" for field in model._meta.concrete_fields)


def written_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the fields of a model that can hold an address."""
    return [field for field in model._meta.concrete_fields if isinstance(field, _WRITTEN)]


def row_relations(model: type[models.Model]) -> list[models.ManyToOneRel]:
    """Return the relations to the rows that are edited with a record."""
    return list(get_all_child_relations(model))


def everywhere() -> Iterator[Found]:
    """Yield each address of every record, as published and in its draft."""
    for model in kinds():
        rows = model._default_manager.order_by("pk")
        if issubclass(model, Publishable):
            rows = rows.select_related("latest_revision")
        relations = [rel.get_accessor_name() for rel in row_relations(model)]
        for record in rows.prefetch_related(*filter(None, relations)).iterator(chunk_size=500):
            yield from of_record(record)


def of_record(record: models.Model) -> Iterator[Found]:
    """Yield each address of one record: the public ones, then those of its draft alone."""
    public = dict.fromkeys(_public(record))
    for path, url in public:
        yield Found(record, path, url, in_draft=False)
    if isinstance(record, Publishable) and record.has_unpublished_changes:
        revision = record.latest_revision
        content = revision.content if revision is not None else {}
        for path, url in dict.fromkeys(in_content(type(record), content)):
            if (path, url) not in public:
                yield Found(record, path, url, in_draft=True)


def _public(record: models.Model) -> Iterator[tuple[str, str]]:
    for field in written_fields(type(record)):
        yield from addresses.in_value(getattr(record, field.attname), field.name)
    for relation in row_relations(type(record)):
        name = str(relation.get_accessor_name())
        for row in getattr(record, name).all():
            for field in written_fields(type(row)):
                yield from addresses.in_value(getattr(row, field.attname), f"{name}.{field.name}")


def in_content(model: type[models.Model], content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (path, address) for what a version of a record holds."""
    for field in written_fields(model):
        yield from addresses.in_value(content.get(field.name), field.name)
    for relation in row_relations(model):
        name = str(relation.get_accessor_name())
        for row in content.get(name) or []:
            for field in written_fields(relation.related_model):
                yield from addresses.in_value(row.get(field.name), f"{name}.{field.name}")


def label_of(model: type[models.Model], path: str) -> str:
    """Return a field's name for people, after its row's where it stands in one."""
    relation, _dot, name = path.rpartition(".")
    of = ""
    for each in row_relations(model):
        if relation and each.get_accessor_name() == relation:
            model = each.related_model
            of = capfirst(str(model._meta.verbose_name)) + " · "
    return of + capfirst(str(model._meta.get_field(name).verbose_name))  # type: ignore[union-attr]  # written fields have one
