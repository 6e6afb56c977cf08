"""Keeps the records and the desk's list when texts are saved anywhere."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision

from opencity.core.content.records import set_recorder
from opencity.core.pagecache import touch_when_changed
from opencity.core.publication import Publishable
from opencity.core.texts import text_fields
from opencity.core.texts.states import set_provider
from opencity.translation import actions, queries
from opencity.translation.models import GlossaryTerm
from opencity.translation.pieces import current_data, data_of, pieces
from opencity.translation.subjects import parent_link, translatable_models

set_provider(queries.text_states)
set_recorder(actions.record_texts)
touch_when_changed([GlossaryTerm], "glossary")

_BEFORE = "_texts_before"


@receiver(post_save, sender=Revision, dispatch_uid="translation.record_revision")
def record_revision(
    sender: type[Revision], instance: Revision, raw: bool = False, **kwargs: Any
) -> None:
    """Record the translations that a saved revision brings to the version before it."""
    model = instance.content_type.model_class()
    if raw or model is None or model not in translatable_models():
        return
    actions.note_record(model, int(instance.object_id))
    # Read anew: the row does not know of this revision yet, so its version is the one before.
    row = model._default_manager.filter(pk=instance.object_id).first()
    if row is not None:
        actions.record_change(
            actor=instance.user,
            before=[piece.texts for piece in pieces(model, current_data(row))],
            after=[piece.texts for piece in pieces(model, instance.content)],
        )


@receiver(pre_save, dispatch_uid="translation.remember_texts")
def remember_texts(
    sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any
) -> None:
    """Remember the texts of a record without drafts as they were."""
    if raw or issubclass(sender, Publishable) or sender not in translatable_models():
        return
    row = sender._default_manager.filter(pk=instance.pk).first() if instance.pk else None
    before = [piece.texts for piece in pieces(sender, data_of(row))] if row else []
    setattr(instance, _BEFORE, before)


@receiver(post_save, dispatch_uid="translation.follow_save")
def follow_save(
    sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any
) -> None:
    """Note that a record was saved, and record what one without drafts brought."""
    before = instance.__dict__.pop(_BEFORE, None)
    if before is not None:
        after = [piece.texts for piece in pieces(sender, data_of(instance))]
        actions.record_change(actor=get_active_log_context().user, before=before, after=after)
    _note(sender, instance)


@receiver(post_delete, dispatch_uid="translation.follow_delete")
def follow_delete(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Note that a record was deleted."""
    _note(sender, instance)


def _note(sender: type[models.Model], instance: models.Model) -> None:
    link = parent_link(sender)
    if link is not None and text_fields(sender):
        key = getattr(instance, link.attname)
        if key is not None:
            actions.note_record(link.related_model, key)
    elif sender in translatable_models():
        actions.note_record(sender, instance.pk)
        for field in queries.history_links(sender):
            rows = field.model._default_manager.filter(**{field.name: instance.pk})
            for key in rows.values_list("pk", flat=True):
                actions.note_record(field.model, key)
