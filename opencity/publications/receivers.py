"""Reactions to changes of the packs: pages that show them are rendered anew."""

from __future__ import annotations

from opencity.accounts.review import review_publishables
from opencity.core.pagecache import touch_when_changed
from opencity.publications.models import Pack, PackService


def connect() -> None:
    """Listen to every model of the app, its links included."""
    touch_when_changed([Pack, PackService], "publications")
    review_publishables("publications")
