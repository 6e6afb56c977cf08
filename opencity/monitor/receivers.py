"""Reactions to changes of the monitor: pages that show them are rendered anew."""

from __future__ import annotations

from opencity.accounts.review import review_publishables
from opencity.core.pagecache import touch_when_changed
from opencity.monitor import models


def connect() -> None:
    """Listen to every model of the app."""
    touch_when_changed([getattr(models, name) for name in models.__all__], "monitor")
    review_publishables("monitor")
