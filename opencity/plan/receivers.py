"""Reactions to changes of the plan: its pages are rendered anew."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save

from opencity.core.pagecache import touch
from opencity.core.publication import Publishable
from opencity.plan import models
from opencity.plan.actions import ensure_review
from opencity.translation.signals import standing_changed


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

    post_migrate.connect(plan_migrated, dispatch_uid="plan.review")
    standing_changed.connect(texts_changed, dispatch_uid="plan.texts")


def plan_migrated(app_config: AppConfig, **kwargs: Any) -> None:
    """Have what is written in the office reviewed before it is published."""
    if app_config.label == "plan":
        ContentType.objects.clear_cache()
        ensure_review(
            [model for model in app_config.get_models() if issubclass(model, Publishable)]
        )


def plan_changed(**kwargs: Any) -> None:
    """Make the cached pages of the plan stale when this commits."""
    touch("plan")


def texts_changed(**kwargs: Any) -> None:
    """Make the pages that say how texts came about stale: a translation was confirmed."""
    touch("texts")
