"""Brings read values into rows: merged with people's edits, validated, published."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations

from opencity.core.content.merge import Loading
from opencity.core.content.reader import ContentError, Entry
from opencity.core.publication import Publishable

Values = Mapping[str, Any]
Recorder = Callable[..., Any]
"""Notes who made the texts of a row: keyword arguments actor, instance, origins, as_written."""
_recorders: list[Recorder] = []


def set_recorder(function: Recorder) -> None:
    """Let the translation app take note of the texts that files bring."""
    _recorders[:] = [function]


@dataclass
class Lookup:
    """Rows that others refer to by code."""

    by_model: dict[type[models.Model], dict[str, models.Model | None]] = field(default_factory=dict)

    def add(self, code: str, row: models.Model) -> None:
        """Remember a row."""
        self.by_model.setdefault(type(row), {})[code] = row

    def add_deleted(self, code: str, model: type[models.Model]) -> None:
        """Remember that people deleted a row: files may still name its code."""
        self.by_model.setdefault(model, {})[code] = None

    def codes(self, model: type[models.Model]) -> list[str]:
        """Return the codes of the rows remembered of a kind; a code nobody has where none are."""
        return list(self.by_model.get(model, {})) or ["–"]

    def find(
        self, model: type[models.Model], code: str, entry: Entry | None, key: str
    ) -> models.Model | None:
        """Return the row of a code, ``None`` for a deleted one; complain about an unknown one."""
        known = self.by_model.get(model, {})
        if code not in known:
            problem = f"there is no {model._meta.verbose_name} “{code}”"
            raise entry.error(key, problem) if entry else LookupError(problem)
        return known[code]


@dataclass
class Loader:
    """Writes rows of one folder; ``origins`` says who made the languages of the current file."""

    loading: Loading
    lookup: Lookup = field(default_factory=Lookup)
    origins: dict[str, str] = field(default_factory=dict)
    brought: set[str] = field(default_factory=set)

    def bring(
        self,
        entry: Entry,
        key: str,
        row: models.Model | None,
        values: Values,
        new: models.Model,
    ) -> models.Model | None:
        """Write one record and return it; ``None`` for one that people have deleted.

        ``row`` is what the database has, ``new`` the empty row to fill where it has nothing.
        """
        self._once(entry, key)
        latest = self._latest(row)
        current = None if latest is None else {name: kept(latest, name) for name in values}
        merged = self.loading.merge(key, values, current)
        if latest is None and not merged.values:
            self.lookup.add_deleted(str(getattr(new, "code", "")), type(new))
            return None
        target = latest if latest is not None else new
        if merged.changed:
            for name in merged.changed:
                assign(target, name, merged.values[name], self.lookup, entry)
            self._check(entry, target)
            self._save(target, was_draft=bool(getattr(row, "has_unpublished_changes", False)))
        code = str(getattr(target, "code", ""))
        saved = type(target)._default_manager.get(pk=target.pk)
        self.lookup.add(code, saved)
        return saved

    def _once(self, entry: Entry, key: str) -> None:
        if key in self.brought:
            name = "code" if entry.has("code") else "number"
            raise entry.error(name, f"“{entry.string(name)}” stands here twice")
        self.brought.add(key)

    @staticmethod
    def _latest(row: models.Model | None) -> models.Model | None:
        if isinstance(row, Publishable):
            return row.get_latest_revision_as_object()
        return row

    @staticmethod
    def _check(entry: Entry, row: models.Model) -> None:
        _clean(entry, row)
        try:
            row.validate_constraints()
        except ValidationError as error:
            raise _complaint(entry, error) from error
        for relation in get_all_child_relations(type(row)):
            name = relation.get_accessor_name()
            rows = entry.entries(name) if entry.has(name) else []
            for child_entry, child in zip(rows, getattr(row, name).all(), strict=False):
                _clean(child_entry, child)

    def _save(self, row: models.Model, *, was_draft: bool) -> None:
        is_new = row.pk is None
        if isinstance(row, Publishable) and is_new:
            row.live = True
            row.first_published_at = row.last_published_at = timezone.now()
            row.save()
        # Before the row or its revision is saved: whoever listens to that finds the origins known.
        for record in _recorders:
            record(actor=None, instance=row, origins=self.origins, as_written=is_new)
        if isinstance(row, Publishable):
            self._revise(row, is_new=is_new, was_draft=was_draft)
        else:
            row.save()

    @staticmethod
    def _revise(row: Publishable, *, is_new: bool, was_draft: bool) -> None:
        revision = row.save_revision(clean=False)
        if is_new:
            # The row is what its first revision says: publishing would only write it again.
            type(row)._default_manager.filter(pk=row.pk).update(
                live_revision=revision, latest_revision=revision, has_unpublished_changes=False
            )
        elif not was_draft:
            revision.publish()


def assign(
    row: models.Model, name: str, value: Any, lookup: Lookup, entry: Entry | None = None
) -> None:
    """Set a value as files say it; what it names is looked up, a fault is told of the entry."""
    target = _field(row, name)
    if isinstance(target, ParentalManyToManyField):
        found = [lookup.find(target.related_model, code, entry, name) for code in value]
        setattr(row, name, [linked for linked in found if linked is not None])
    elif isinstance(target, models.ForeignKey):
        linked = value and lookup.find(target.related_model, value, entry, name)
        setattr(row, name, linked or None)
    elif isinstance(target, models.DateField):
        setattr(row, name, parse_date(value) if value else None)
    elif isinstance(target, models.ManyToOneRel):
        setattr(row, name, _children(target.related_model, value, lookup, entry))
    else:
        setattr(row, name, value)


def _children(
    model: type[models.Model], rows: list[Values], lookup: Lookup, entry: Entry | None
) -> list[models.Model]:
    children = []
    for position, values in enumerate(rows):
        child = model()
        for name, value in values.items():
            assign(child, name, value, lookup, entry)
        child.sort_order = position  # type: ignore[attr-defined]  # children are Orderable
        children.append(child)
    return children


def _clean(entry: Entry, row: models.Model) -> None:
    links = [f.name for f in row._meta.get_fields() if f.is_relation]
    try:
        row.full_clean(exclude=links, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise _complaint(entry, error) from error


def _complaint(entry: Entry, error: ValidationError) -> ContentError:
    name, found = next(iter(error.error_dict.items()))
    if name == NON_FIELD_ERRORS:
        name = (getattr(found[0], "params", None) or {}).get("unique_check", ("",))[-1]
    return entry.error(name, " ".join(message for each in found for message in each.messages))


def _field(row: models.Model, name: str) -> Any:
    return row._meta.get_field(name)


def kept(row: models.Model, name: str) -> Any:
    """Return what a row holds under a name, in the form in which files say it."""
    target = _field(row, name)
    if isinstance(target, models.ManyToManyField):
        return sorted(str(linked.code) for linked in getattr(row, name).all())
    if isinstance(target, models.ForeignKey):
        linked = getattr(row, name)
        return linked.code if linked else None
    if isinstance(target, models.ManyToOneRel):
        rows = sorted(getattr(row, name).all(), key=lambda child: child.sort_order or 0)
        return [_kept_child(child, target) for child in rows]
    return _plain(getattr(row, name))


def _kept_child(child: models.Model, relation: models.ManyToOneRel) -> dict[str, Any]:
    skipped = {child._meta.pk.name, relation.field.name, "sort_order", "forum"}
    names = [f.name for f in child._meta.concrete_fields if f.name not in skipped]
    return {name: kept(child, name) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return str(value) if isinstance(value, Decimal) else value
