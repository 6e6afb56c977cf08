"""``verbose_name``: what kind of record something is."""

from __future__ import annotations

from django import template
from django.db.models import Model

register = template.Library()


@register.filter
def verbose_name(row: Model | None) -> str:
    """Return the name of a record's kind in the current language."""
    return str(row._meta.verbose_name) if row is not None else ""
