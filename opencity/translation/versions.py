"""Compares the draft of an object with what the public sees."""

from __future__ import annotations

from typing import Any

from django.db import models
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations

from opencity.core.publication import Publishable
from opencity.core.texts import languages, text_fields
from opencity.core.texts.fields import Text
from opencity.translation.subjects import has_drafts, publish_permission


def only_translations_differ(row: Publishable) -> bool:
    """Tell whether the draft differs from the live row in nothing but its translations."""
    if not row.has_unpublished_changes:
        return True
    return _core(row) == _core(row.get_latest_revision_as_object())


def _core(row: Publishable) -> dict[str, Any]:
    core = _own(row)
    for relation in get_all_child_relations(type(row)):
        name = relation.get_accessor_name()
        core[name] = [_own(child) for child in getattr(row, name).all()]
    for field in get_all_child_m2m_relations(type(row)):
        core[field.name] = {linked.pk for linked in getattr(row, field.name).all()}
    return core


def _own(row: models.Model) -> dict[str, Any]:
    texts = set(text_fields(row))
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.editable and not field.primary_key and field not in texts
    }
    return values | {field.attname: _source(row, field) for field in texts}


def _source(row: models.Model, field: Text) -> str:
    return (getattr(row, field.attname) or {}).get(languages.source_language(), "")


def may_publish(user: Any, row: models.Model) -> bool:
    """Tell whether somebody may publish, and whether nothing but translations would go out.

    ``None`` is the system itself.
    """
    return (
        has_drafts(row)
        and row.live
        and (user is None or user.has_perm(publish_permission(row)))
        and only_translations_differ(row)
    )
