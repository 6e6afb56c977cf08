"""Reactions to changes of the services: pages that show them are rendered anew."""

from __future__ import annotations

from opencity.accounts.review import review_publishables
from opencity.core.pagecache import touch_when_changed
from opencity.services import models
from opencity.translation.models import GlossaryTerm


def connect() -> None:
    """Listen to every model of the app, its links included, and to the words they explain."""
    shown = [getattr(models, name) for name in models.__all__]
    touch_when_changed([*shown, GlossaryTerm], "services")
    review_publishables("services")
