"""Takes an object apart into its pieces of text, its own and those of its children.

A piece is known by its place: ``title``, or ``milestones-0-title`` for the first milestone's. Rows
of a draft may have no key of their own yet, their place they always have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations

from opencity.core.publication import Publishable
from opencity.core.texts import Text, languages, text_fields
from opencity.translation.merging import Pair

Data = Mapping[str, Any]
"""An object as a revision keeps it: values by field, lists of such mappings by child relation."""


@dataclass(frozen=True)
class Piece:
    """One text of an object with all its languages."""

    key: str
    field: Text
    of: str
    texts: Mapping[str, str]

    @property
    def label(self) -> str:
        """Return the field's name, after the child's where it belongs to one."""
        name = capfirst(str(self.field.verbose_name))
        return f"{self.of} · {name}" if self.of else name

    @property
    def source(self) -> str:
        """Return the text in the source language."""
        return self.texts.get(languages.source_language(), "")

    def pair(self, language: str) -> Pair:
        """Return the source and its translation."""
        return Pair(self.source, self.texts.get(language, ""))


def text_relations(model: type[models.Model]) -> list[models.ManyToOneRel]:
    """Return a model's child relations whose rows have texts."""
    return [rel for rel in get_all_child_relations(model) if text_fields(rel.related_model)]


def pieces(model: type[models.Model], data: Data) -> list[Piece]:
    """Return the texts of one object in the order of the form."""
    found = list(_own_pieces(model, data, "", ""))
    for relation in text_relations(model):
        name = relation.get_accessor_name()
        child = relation.related_model
        for place, values in enumerate(data.get(name) or []):
            of = f"{capfirst(str(child._meta.verbose_name))} {place + 1}"
            found.extend(_own_pieces(child, values, f"{name}-{place}-", of))
    return found


def _own_pieces(model: type[models.Model], data: Data, prefix: str, of: str) -> Iterator[Piece]:
    for field in text_fields(model):
        yield Piece(prefix + field.name, field, of, data.get(field.name) or {})


def data_of(row: models.Model) -> dict[str, Any]:
    """Return the texts of an object, and of its children as it holds them now."""
    data: dict[str, Any] = _own_texts(row)
    for relation in text_relations(type(row)):
        name = relation.get_accessor_name()
        data[name] = [_own_texts(child) for child in getattr(row, name).all()]
    return data


def _own_texts(row: models.Model) -> dict[str, Any]:
    return {field.name: getattr(row, field.attname) or {} for field in text_fields(row)}


def current_data(row: models.Model) -> Data:
    """Return the texts of the version that is worked on: the draft, or else the live row."""
    if isinstance(row, Publishable) and row.has_unpublished_changes and row.latest_revision:
        return row.latest_revision.content
    return data_of(row)


def put(row: models.Model, key: str, language: str, text: str) -> None:
    """Set one language of one piece of an object in memory; no text takes the language out."""
    holder, name = row, key
    if "-" in key:
        relation, place, name = key.split("-")
        holder = getattr(row, relation).get_object_list()[int(place)]
    texts = {**(getattr(holder, name) or {}), language: text}
    field: Any = holder._meta.get_field(name)
    setattr(holder, name, field.cleaned(texts))


def field_of(model: type[models.Model], key: str) -> Text:
    """Return the field of a piece; raises ``LookupError`` where there is none."""
    relation, _place, name = ("", "", key) if "-" not in key else tuple(key.split("-"))
    holder = model
    if relation:
        names = {each.get_accessor_name(): each for each in text_relations(model)}
        holder = names[relation].related_model
    return next(field for field in text_fields(holder) if field.name == name)
