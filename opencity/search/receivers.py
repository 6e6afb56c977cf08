"""Reactions to changes of findable things: their documents follow in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save

from opencity.core.batches import put_off
from opencity.core.registries import SearchSource, lexicon_sources, search_sources
from opencity.search.actions import note_changed_words, settle_missed, update_documents
from opencity.search.models import Synonym


def connect() -> None:
    """Listen to every model; which of them matter is asked at each change.

    Sources may be registered after this app is ready, and a test may add its own.
    """
    post_save.connect(follow, dispatch_uid="search.follow_save")
    post_delete.connect(follow, dispatch_uid="search.follow_delete")


def follow(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Bring the documents that a saved or deleted row belongs to up to date."""
    if kwargs.get("raw"):
        return
    for source in search_sources:
        keys = set(_keys(source, sender, instance))
        if keys:
            put_off(_work_of(source.kind), keys)
    if isinstance(instance, Synonym):
        settle_missed(instance)
    if sender is Synonym or any(sender is source.model for source in lexicon_sources):
        put_off(note_changed_words, {sender._meta.label})


@cache
def _work_of(kind: str) -> Callable[[set[str]], object]:
    """Return one and the same function for each kind, so that a batch gathers its keys."""

    def update(keys: set[str]) -> object:
        return update_documents(kind=kind, keys=keys)

    return update


def _keys(
    source: SearchSource, sender: type[models.Model], instance: models.Model
) -> Iterable[str]:
    """Return the keys of a source's documents that a row belongs to."""
    if sender is source.model:
        yield str(instance.pk)
    if sender in source.changed_by:
        yield from source.changed_by[sender](instance)
