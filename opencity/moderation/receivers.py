"""Reactions: pages with questions and answers are rendered anew."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save

from opencity.accounts.review import review_publishables
from opencity.core.pagecache import touch
from opencity.core.registries import subject_kinds
from opencity.moderation.models import PublicAnswer


def connect() -> None:
    """Listen to questions and answers."""
    for signal in (post_save, post_delete):
        signal.connect(answer_changed, PublicAnswer, dispatch_uid=f"moderation {id(signal)}")
    review_publishables("moderation")


def answer_changed(instance: PublicAnswer, **kwargs: Any) -> None:
    """Make the page of the thing stale that an answer is about."""
    kind = subject_kinds.get(instance.subject_kind)
    if kind:
        touch(kind.key)
