"""What can be translated: which records, with whose permission, and under which name."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeGuard

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.db import models
from modelcluster.fields import ParentalKey

from opencity.core.publication import Publishable
from opencity.core.texts import text_fields
from opencity.translation.pieces import text_relations


@cache
def translatable_models() -> tuple[type[models.Model], ...]:
    """Return the models that have texts, of all apps, by name.

    Rows that are edited as part of another record are translated with it.
    """
    found = [
        model
        for model in apps.get_models()
        if (text_fields(model) or text_relations(model)) and parent_link(model) is None
    ]
    return tuple(sorted(found, key=lambda model: model._meta.label_lower))


@cache
def parent_link(model: type[models.Model]) -> ParentalKey | None:
    """Return the field that makes a model's rows a part of another record."""
    links = (field for field in model._meta.concrete_fields if isinstance(field, ParentalKey))
    return next(links, None)


def model_of(label: str) -> type[models.Model] | None:
    """Return the translatable model of a label such as ``plan.measure``."""
    return next((m for m in translatable_models() if m._meta.label_lower == label), None)


def has_drafts(row: models.Model) -> TypeGuard[Publishable]:
    """Tell whether changes of a record wait as a draft; otherwise they are public at once."""
    return isinstance(row, Publishable)


def publish_permission(row: models.Model) -> str:
    """Return the permission that bringing a translation of this record to the public takes."""
    action = "publish" if has_drafts(row) else "change"
    return f"{row._meta.app_label}.{get_permission_codename(action, row._meta)}"


def may_write(user: Any, row: models.Model) -> bool:
    """Tell whether somebody may save translations of a record, as a draft where it has any."""
    if not user.has_perm("translation.translate"):
        return False
    return has_drafts(row) or user.has_perm(publish_permission(row))


@cache
def naming_field(model: type[models.Model]) -> str:
    """Return the field that names a record in files: its code where no other record has the same.

    Keys of the database differ from one installation to another; codes do not.
    """
    names = {field.name: field for field in model._meta.concrete_fields}
    code = names.get("code")
    return "code" if code is not None and code.unique else "pk"


def name_of(row: models.Model) -> str:
    """Return the name of a record in files, e.g. ``services.service:S07``."""
    return f"{row._meta.label_lower}:{getattr(row, naming_field(type(row)))}"
