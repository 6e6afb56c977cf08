"""Reads ``publications/packs.yaml``; ``cities/<city>/content/README.md`` describes it."""

from __future__ import annotations

from functools import partial
from itertools import count
from pathlib import Path

from opencity.core.content import Entry, Loading
from opencity.core.content.facts import Values, bring, listed
from opencity.core.content.records import Loader
from opencity.publications.models import Pack
from opencity.services.models import Guide, Service, Topic


def load_folder(folder: Path, loading: Loading) -> None:
    """Load the packs; raises ``ContentError`` at the first thing wrong."""
    loader = Loader(loading)
    for model in (Guide, Service, Topic):
        for row in model._default_manager.all():
            loader.lookup.add(row.code, row)
    place = count(1)
    for entry in listed(loader, folder / "packs.yaml", "packs"):
        bring(loader, entry, Pack, partial(_pack, loader=loader, place=next(place)))


def _pack(entry: Entry, loader: Loader, place: int) -> Values:
    entry.only("code", "slug", "title", "summary", "guide", "services", "topics")
    codes = loader.lookup.codes
    has_guide = entry.has("guide")
    return {
        "slug": entry.string("slug"),
        "title": entry.text("title"),
        "summary": entry.text("summary"),
        "guide": entry.string("guide", choices=codes(Guide)) if has_guide else None,
        "topics": sorted(entry.strings("topics", choices=codes(Topic))),
        "picked": [{"service": code} for code in entry.strings("services", choices=codes(Service))],
        "order": place,
    }
