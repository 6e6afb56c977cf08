"""Where a record is used: every record of any app that refers to it, published or drafted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from modelcluster.fields import ParentalKey
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.permissions import policy_registry

from opencity.core.publication import Publishable


@dataclass(frozen=True)
class Use:
    """A record that refers to another one; ``in_draft`` when only its unpublished edit does."""

    record: Model
    in_draft: bool

    @property
    def kind(self) -> str:
        """Return what the record is."""
        return str(self.record._meta.verbose_name)


@dataclass(frozen=True)
class ShownUse:
    """A use as an officer may see it; ``url`` leads to its form where they may open it."""

    kind: str
    title: str
    url: str
    in_draft: bool


def uses_of(row: Model) -> list[Use]:
    """Return the records that refer to a row, by kind and name; rows of a form count as the form.

    A published record that has let go of the row in a draft still counts as published.
    """
    found: dict[tuple[type[Model], Any], Use] = {}
    for relation in _relations(type(row)):
        for record in _published(relation, row):
            found[type(record), record.pk] = Use(record, in_draft=False)
    for relation in _relations(type(row)):
        for record in _drafted(relation, row):
            found.setdefault((type(record), record.pk), Use(record, in_draft=True))
    own = (type(row), row.pk)
    return sorted(
        (use for key, use in found.items() if key != own),
        key=lambda use: (use.kind, str(use.record)),
    )


def shown_to(user: Any, row: Model) -> tuple[list[ShownUse], int]:
    """Return the uses that an officer may see, and the number of those that they may not."""
    finder, shown, hidden = AdminURLFinder(user), [], 0
    for use in uses_of(row):
        if not _may_see(user, use):
            hidden += 1
            continue
        url = finder.get_edit_url(use.record) or ""
        shown.append(ShownUse(use.kind, str(use.record), url, use.in_draft))
    return shown, hidden


def _may_see(user: Any, use: Use) -> bool:
    """Tell whether a person may learn of a use: of others' unpublished work only the number."""
    record, model = use.record, type(use.record)
    label, name = model._meta.app_label, model._meta.model_name
    if not any(user.has_perm(f"{label}.{action}_{name}") for action in ("view", "change")):
        return False
    if getattr(record, "live", True) and not use.in_draft:
        return True
    policy = policy_registry.get_by_type(model)
    return bool(policy.user_has_any_permission_for_instance(user, ("view", "change"), record))


def _relations(model: type[Model]) -> Iterator[Any]:
    """Yield the fields of other models that point to a model, parts of a record not counted."""
    for relation in model._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if not relation.auto_created or relation.concrete or field is None:
            continue
        if isinstance(field, ParentalKey) or field.model._meta.auto_created:
            continue
        yield field


def _parent_key(model: type[Model]) -> ParentalKey | None:
    keys = (field for field in model._meta.concrete_fields if isinstance(field, ParentalKey))
    return next(keys, None)


def _published(field: Any, row: Model) -> list[Model]:
    """Return the records whose rows in the database point to a row by a field."""
    key = _parent_key(field.model)
    rows = field.model._default_manager.filter(**{field.name: row.pk})
    if key is None:
        return list(rows.distinct())
    return [getattr(each, key.name) for each in rows.select_related(key.name)]


def _drafted(field: Any, row: Model) -> Iterator[Model]:
    """Yield the records whose newest unpublished version points to a row by a field."""
    key = _parent_key(field.model)
    model: type[Model] = field.model if key is None else key.related_model
    if not issubclass(model, Publishable):
        return
    edited = model._default_manager.filter(has_unpublished_changes=True)
    for record in edited.select_related("latest_revision"):
        content = record.latest_revision.content if record.latest_revision else {}
        parts = [content] if key is None else content.get(_name_in(key), [])
        if any(_points_to(part.get(field.name), row.pk) for part in parts):
            yield record


def _name_in(key: ParentalKey) -> str:
    return str(key.remote_field.get_accessor_name())


def _points_to(value: Any, pk: Any) -> bool:
    return pk in value if isinstance(value, list) else value == pk
