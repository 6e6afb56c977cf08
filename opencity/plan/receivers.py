"""Reactions to changes of the plan: its pages are rendered anew."""

from __future__ import annotations

from typing import Any

from opencity.accounts.review import review_publishables
from opencity.core.pagecache import touch, touch_when_changed
from opencity.plan import models
from opencity.translation.signals import standing_changed


def connect() -> None:
    """Listen to every model of the plan, its links included."""
    touch_when_changed([getattr(models, name) for name in models.__all__], "plan")
    review_publishables("plan")
    standing_changed.connect(texts_changed, dispatch_uid="plan.texts")


def texts_changed(**kwargs: Any) -> None:
    """Make the pages that say how texts came about stale: a translation was confirmed."""
    touch("texts")
