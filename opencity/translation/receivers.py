"""Keeps the records when texts are saved anywhere in the office."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Revision

from opencity.core.texts.states import set_provider
from opencity.translation import actions, queries

set_provider(queries.text_states)


@receiver(post_save, sender=Revision, dispatch_uid="translation.record_revision")
def record_revision(sender: type[Revision], instance: Revision, **kwargs: Any) -> None:
    """Record the translations that a saved revision brings."""
    actions.record_texts(actor=instance.user, instance=instance.as_object())
