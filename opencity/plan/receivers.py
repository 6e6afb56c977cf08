"""Reactions to changes of the plan: its pages are rendered anew."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save

from opencity.core.pagecache import touch
from opencity.plan import models


def connect() -> None:
    """Listen to every model of the plan, its links included."""
    for name in models.__all__:
        model = getattr(models, name)
        for signal in (post_save, post_delete):
            signal.connect(
                plan_changed, sender=model, dispatch_uid=f"plan.changed.{name}.{id(signal)}"
            )
        for field in model._meta.many_to_many:
            through = getattr(model, field.name).through
            m2m_changed.connect(
                plan_changed, sender=through, dispatch_uid=f"plan.links.{name}.{field.name}"
            )


def plan_changed(**kwargs: Any) -> None:
    """Make the cached pages of the plan stale when this commits."""
    touch("plan")
