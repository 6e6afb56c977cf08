"""Reads what several apps' content files have in common: origins, certainty and sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import models

from opencity.core.content.reader import ContentError, Entry, read_file
from opencity.core.content.records import Loader
from opencity.core.texts import languages
from opencity.core.verified import Certainty

Values = dict[str, Any]


def origins(entry: Entry) -> dict[str, str]:
    """Return who made each language of a file: ``human``, ``machine`` or ``imported``."""
    found = entry.entry("origins")
    found.only(*languages.codes())
    kinds = ("human", "machine", "imported")
    return {code: found.string(code, choices=kinds) for code in found.keys()}  # noqa: SIM118  # no dict


def sources(entry: Entry) -> list[Values]:
    """Return where a fact comes from."""
    return [_source(row) for row in entry.entries("sources")]


def _source(entry: Entry) -> Values:
    entry.only("title", "address")
    return {"title": entry.string("title"), "address": entry.string("address", default="")}


def certainty(entry: Entry) -> str:
    """Return how sure a fact is; a documented one names its source."""
    found = entry.string("certainty", choices=Certainty.values)
    if found == Certainty.DOCUMENTED and not entry.entries("sources"):
        raise entry.error("sources", "a documented fact names its source")
    return found


def there(file: Path) -> Path:
    """Return a file, or complain that it is missing."""
    if not file.is_file():
        raise ContentError(file, 1, "", "this file is missing")
    return file


def listed(loader: Loader, file: Path, key: str) -> Iterator[Entry]:
    """Yield the entries of a file that holds one list; the loader learns the file's origins."""
    entry = read_file(there(file))
    entry.only("origins", key)
    loader.origins = origins(entry)
    yield from entry.entries(key)


def bring(
    loader: Loader,
    entry: Entry,
    model: type[models.Model],
    read: Callable[[Entry], Values],
    code: str | None = None,
) -> models.Model | None:
    """Bring one entry into the row of its code, which is unique among the rows of the model."""
    name = code or entry.string("code")
    row = model._default_manager.filter(code=name).first()
    new = model(code=name)
    return loader.bring(entry, f"{model._meta.model_name} {name}", row, read(entry), new)
