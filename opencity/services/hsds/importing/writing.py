"""Writes new records in bulk: their rows, what belongs to them and what they link to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date, parse_time

from opencity.directory.models import Contact, Organisation, Place
from opencity.services.hsds.facts import Facts
from opencity.services.hsds.importing.names import Directory
from opencity.services.hsds.importing.values import Values
from opencity.services.models import Document, LifeEvent, RequiredDocument, Service, Topic
from opencity.translation.actions import note_many

Pairs = Sequence[tuple[Any, Values]]
"""New rows, each with the values that were read for it."""


def fill(row: Any, said: Values, directory: Directory) -> None:
    """Set the plain values of a new row and the rows that it names."""
    for name, value in said.items():
        target = row._meta.get_field(name)
        if isinstance(target, models.ForeignKey):
            if name != "parent":
                keys = directory.keys[target.related_model]
                setattr(row, target.attname, keys.get(value or ""))
        elif isinstance(target, models.DateField):
            setattr(row, name, parse_date(value) if value else None)
        elif isinstance(target, models.TimeField):
            setattr(row, name, parse_time(value) if value else None)
        elif not isinstance(target, models.ManyToManyField | models.ManyToOneRel):
            setattr(row, name, value)


def write(model: type[Any], pairs: Pairs, directory: Directory) -> Facts:
    """Write new rows with all that belongs to them; return it as facts, without reading it anew."""
    model.objects.bulk_create([row for row, _said in pairs])
    for row, _said in pairs:
        directory.keys[model][row.code] = row.pk
    note_many(model, [row.pk for row, _said in pairs])
    facts = Facts(public=False)
    if pairs:
        _parents(model, pairs, directory)
        _links(model, pairs, directory, facts)
        _children(model, pairs, directory, facts)
        _around(model, pairs, facts)
    return facts


def _parents(model: type[Any], pairs: Pairs, directory: Directory) -> None:
    """Set the parents of new organisations, which may be new themselves."""
    if model is not Organisation:
        return
    keys = directory.keys[Organisation]
    for row, said in pairs:
        parent = keys.get(said["parent"] or "")
        row.parent_id = parent if parent != row.pk else None
    Organisation.objects.bulk_update([row for row, _said in pairs if row.parent_id], ["parent"])


def _links(model: type[Any], pairs: Pairs, directory: Directory, facts: Facts) -> None:
    for target in model._meta.many_to_many:
        if target.name not in pairs[0][1]:
            continue
        through, keys = target.remote_field.through, directory.keys[target.related_model]
        ours, theirs = target.m2m_column_name(), target.m2m_reverse_name()
        linked = [(row.pk, keys[code]) for row, said in pairs for code in said[target.name]]
        through.objects.bulk_create(through(**{ours: row, theirs: key}) for row, key in linked)
        _tell(model, target.related_model, linked, facts)


def _tell(
    model: type[Any], other: type[Any], linked: Sequence[tuple[int, int]], facts: Facts
) -> None:
    found = other._default_manager.in_bulk({key for _row, key in linked})
    into: dict[type[Any], Any] = {
        Topic: facts.topics,
        LifeEvent: facts.life_events,
        Place: facts.places_of,
    }
    by_row: dict[int, list[Any]] = defaultdict(list)
    for row, key in linked:
        by_row[row].append(found[key])
    for row, others in by_row.items():
        if other is Contact:
            facts.contacts[model, row] = others
        else:
            into[other][row] = sorted(others, key=lambda each: str(each.code))


def _children(model: type[Any], pairs: Pairs, directory: Directory, facts: Facts) -> None:
    for relation in model._meta.related_objects:
        name = relation.get_accessor_name()
        if name not in pairs[0][1]:
            continue
        child = relation.related_model
        made = [
            (row.pk, each)
            for row, said in pairs
            for each in _rows(child, relation.field.name, row, said[name], directory)
        ]
        child.objects.bulk_create([each for _row, each in made])
        if child is RequiredDocument:
            papers = Document.objects.in_bulk({each.document_id for _row, each in made})
            for _row, each in made:
                each.document = papers[each.document_id]
        for key, each in made:
            facts.children[child, key].append(each)


def _rows(
    child: type[Any], owner: str, row: Any, said: Iterable[Values], directory: Directory
) -> Iterator[Any]:
    for position, each in enumerate(said):
        made = child(**{f"{owner}_id": row.pk}, sort_order=position)
        fill(made, each, directory)
        yield made


def _around(model: type[Any], pairs: Pairs, facts: Facts) -> None:
    """Add the organisations that new rows name."""
    name = {Service: "provider", Place: "organisation", Organisation: "parent"}[model]
    keys = {key for row, _said in pairs if (key := getattr(row, f"{name}_id"))}
    facts.organisations |= Organisation.objects.in_bulk(keys)
    for row, _said in pairs:
        key = getattr(row, f"{name}_id")
        if key and model is not Service:
            setattr(row, name, facts.organisations[key])
