"""Keeps the records when texts are saved anywhere in the office."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Revision

from opencity.core.content.records import set_recorder
from opencity.core.publication import Publishable
from opencity.core.texts.states import set_provider
from opencity.translation import actions, queries
from opencity.translation.pieces import current_data, has_texts, pieces

set_provider(queries.text_states)
set_recorder(actions.record_texts)


@receiver(post_save, sender=Revision, dispatch_uid="translation.record_revision")
def record_revision(
    sender: type[Revision], instance: Revision, raw: bool = False, **kwargs: Any
) -> None:
    """Record the translations that a saved revision brings to the version before it."""
    model = instance.content_type.model_class()
    if raw or model is None or not issubclass(model, Publishable) or not has_texts(model):
        return
    # Read anew: the row does not know of this revision yet, so its version is the one before.
    row = model._default_manager.filter(pk=instance.object_id).first()
    if row is not None:
        actions.record_change(
            actor=instance.user,
            before=[piece.texts for piece in pieces(model, current_data(row))],
            after=[piece.texts for piece in pieces(model, instance.content)],
        )
