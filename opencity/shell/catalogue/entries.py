"""The open data sets of the site with what is known of each, read once for machines and people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from opencity.core.registries import DataSetFacts, OpenDataSet, datasets


@dataclass(frozen=True)
class Entry:
    """A data set, what is known of it today, and the data sets within it."""

    data: OpenDataSet
    facts: DataSetFacts
    parts: tuple[Entry, ...] = ()


def entries() -> list[Entry]:
    """Return the registered data sets; a constant number of queries."""
    return [_entry(data) for data in datasets]


def _entry(data: OpenDataSet) -> Entry:
    parts = tuple(Entry(part, part.facts()) for part in data.parts())
    return Entry(data, data.facts(), parts)


def keys() -> list[str]:
    """Return the page-cache keys of everything that the catalogue tells."""
    return list(dict.fromkeys(key for data in datasets for key in (*data.keys, "texts")))


def next_change() -> datetime | None:
    """Return the moment at which a data set changes by itself, if one is known."""
    moments = [data.changes() for data in datasets]
    return min((moment for moment in moments if moment), default=None)
