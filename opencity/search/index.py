"""The index in this process: loaded at the first search, then following the database.

Each search asks for one row that names the last change. The bulk of the documents lies in a
segment of its own; what changed since lies in a small second one, made anew after each change.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from opencity.search.models import IndexedDocument, IndexState
from opencity.search.segment import Entry, Segment, build
from opencity.search.snapshot import Snapshot
from opencity.search.storage import unpack

_LEAST_DELTA = 200
_DELTA_SHARE = 20
_ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class Loaded:
    """A snapshot and the state of the database that it shows."""

    epoch: UUID | None
    change: int
    bulk: Segment
    bulk_change: int
    snapshot: Snapshot


class Follower:
    """Keeps one process's index; several threads may ask at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: Loaded | None = None

    def snapshot(self) -> Snapshot:
        """Return the index as of this moment.

        Inside a transaction the index may show what is never committed, so it is not kept.
        """
        state = IndexState.objects.filter(pk=1).values_list("epoch", "change").first()
        epoch, change = state or (None, 0)
        loaded = self._loaded
        if loaded and (loaded.epoch, loaded.change) == (epoch, change):
            return loaded.snapshot
        if transaction.get_connection().in_atomic_block:
            return _load(epoch, change).snapshot
        with self._lock:
            self._loaded = _follow(self._loaded, epoch, change)
            return self._loaded.snapshot


def _follow(loaded: Loaded | None, epoch: UUID | None, change: int) -> Loaded:
    """Return the index brought up to a change: by a small segment if that is enough."""
    if loaded is None or loaded.epoch != epoch or change < loaded.bulk_change:
        return _load(epoch, change)
    if change <= loaded.change:
        return loaded
    changed = IndexedDocument.objects.filter(change__gt=loaded.bulk_change)
    if changed.count() > max(_LEAST_DELTA, len(loaded.bulk) // _DELTA_SHARE):
        return _load(epoch, change)
    dead = frozenset(changed.values_list("pk", flat=True))
    delta = build(_entries(loaded.bulk_change))
    snapshot = Snapshot((loaded.bulk, delta), dead)
    return Loaded(epoch, change, loaded.bulk, loaded.bulk_change, snapshot)


def _load(epoch: UUID | None, change: int) -> Loaded:
    """Return the whole index, loaded in bulk."""
    bulk = build(_entries(-1))
    return Loaded(epoch, change, bulk, change, Snapshot((bulk,)))


def _entries(after: int) -> list[Entry]:
    """Return the documents changed after a change, without those withdrawn."""
    rows = (
        IndexedDocument.objects.filter(change__gt=after, is_gone=False)
        .order_by("pk")
        .values_list("pk", "kind", "facets", "words")
    )
    return [
        Entry(pk, kind, facets, unpack(words))
        for pk, kind, facets, words in rows.iterator(chunk_size=_ROWS_AT_ONCE)
    ]


follower = Follower()
"""The index of this process."""
