"""Makes pages stale whenever one of some models changes, its links to other rows included."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save

from opencity.core.pagecache.touches import touch


def touch_when_changed(watched: Iterable[type[models.Model]], *keys: str) -> None:
    """Touch the keys with each saved or deleted row of these models and each changed link."""

    def changed(**kwargs: Any) -> None:
        touch(*keys)

    name = " ".join(keys)
    for model in watched:
        place = f"{name} {model._meta.label}"
        for signal in (post_save, post_delete):
            signal.connect(changed, model, weak=False, dispatch_uid=f"{place} {id(signal)}")
        for field in model._meta.many_to_many:
            through = getattr(model, field.name).through
            m2m_changed.connect(changed, through, weak=False, dispatch_uid=f"{place} {field.name}")
