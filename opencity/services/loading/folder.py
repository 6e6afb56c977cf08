"""Walks the services' content folder in the order in which its files refer to each other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from django.db import models

from opencity.core.content import Entry, Loading, read_file
from opencity.core.content.facts import Values, bring, listed, origins
from opencity.core.content.records import Loader
from opencity.directory.models import Contact, Organisation, Place
from opencity.services.loading import schema
from opencity.services.models import ChecklistItem, Document, Guide, LifeEvent, Service, Topic


def load_folder(folder: Path, loading: Loading) -> None:
    """Load topics, documents, services, guides and checklist; ``ContentError`` at a fault."""
    loader = Loader(loading)
    for model in (Contact, Organisation, Place):
        for row in model._default_manager.all():
            loader.lookup.add(row.code, row)
    _lists(loader, [folder / "topics.yaml"], "topics", Topic, schema.topic)
    _lists(loader, [folder / "life-events.yaml"], "life_events", LifeEvent, schema.life_event)
    papers = sorted((folder / "documents").glob("*.yaml"))
    _lists(loader, papers, "documents", Document, schema.document)
    _files(loader, folder / "services", Service, schema.service)
    _files(loader, folder / "guides", Guide, schema.guide)
    if (folder / "checklist.yaml").is_file():
        _lists(loader, [folder / "checklist.yaml"], "items", ChecklistItem, schema.checklist_item)


Read = Callable[..., Values]


def _lists(
    loader: Loader, files: list[Path], key: str, model: type[models.Model], read: Read
) -> None:
    place = count(1)
    for file in files:
        for entry in listed(loader, file, key):
            _bring(loader, entry, model, read, next(place))


def _files(loader: Loader, folder: Path, model: type[models.Model], read: Read) -> None:
    for place, file in enumerate(sorted(folder.glob("*.yaml")), start=1):
        entry = read_file(file)
        loader.origins = origins(entry)
        _bring(loader, entry, model, read, place)


def _bring(loader: Loader, entry: Entry, model: type[models.Model], read: Read, place: int) -> None:
    known: dict[str, Any] = {"codes": loader.lookup.codes}
    if any(field.name == "order" for field in model._meta.concrete_fields):
        known["place"] = place
    bring(loader, entry, model, partial(read, **known))
