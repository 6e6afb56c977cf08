"""The index in this process: loaded at the first search, then following the database.

Each search asks for one row that names the last change. The bulk of the documents lies in a
segment of its own; what changed since lies in a small second one, made anew after each change.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from opencity.core.registries import lexicon_sources, search_sources
from opencity.search.models import IndexedDocument, IndexState, Synonym
from opencity.search.segment import Entry, Segment, build
from opencity.search.snapshot import Snapshot
from opencity.search.storage import unpack
from opencity.search.wordbook import Concept, Wordbook

_LEAST_DELTA = 200
_DELTA_SHARE = 20
_ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class State:
    """What the database says of itself: which index, how many changes, which words."""

    epoch: UUID | None = None
    change: int = 0
    wordbook: int = 0


@dataclass(frozen=True)
class Loaded:
    """A snapshot, and the state of the database that it shows."""

    state: State
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
        row = IndexState.objects.filter(pk=1).values_list("epoch", "change", "wordbook").first()
        state = State(*row) if row else State()
        loaded = self._loaded
        if loaded and loaded.state == state:
            return loaded.snapshot
        if transaction.get_connection().in_atomic_block:
            return _load(state, _wordbook()).snapshot
        with self._lock:
            self._loaded = _follow(self._loaded, state)
            return self._loaded.snapshot


def _follow(loaded: Loaded | None, state: State) -> Loaded:
    """Return the index brought up to a state: by a small segment if that is enough."""
    if loaded is None or loaded.state.epoch != state.epoch:
        return _load(state, _wordbook())
    known = loaded.snapshot.wordbook
    wordbook = known if state.wordbook == loaded.state.wordbook else _wordbook()
    if state.change < loaded.bulk_change:
        return _load(state, wordbook)
    if state.change <= loaded.state.change:
        snapshot = replace(loaded.snapshot, wordbook=wordbook)
        return replace(loaded, state=replace(state, change=loaded.state.change), snapshot=snapshot)
    changed = IndexedDocument.objects.filter(change__gt=loaded.bulk_change)
    if changed.count() > max(_LEAST_DELTA, len(loaded.bulk) // _DELTA_SHARE):
        return _load(state, wordbook)
    dead = frozenset(changed.values_list("pk", flat=True))
    delta = build(_entries(loaded.bulk_change))
    snapshot = Snapshot((loaded.bulk, delta), dead, wordbook, _weights())
    return Loaded(state, loaded.bulk, loaded.bulk_change, snapshot)


def _load(state: State, wordbook: Wordbook) -> Loaded:
    """Return the whole index, loaded in bulk."""
    bulk = build(_entries(-1))
    snapshot = Snapshot((bulk,), wordbook=wordbook, weights=_weights())
    return Loaded(state, bulk, state.change, snapshot)


def _weights() -> dict[str, float]:
    return {source.kind: source.weight for source in search_sources}


def _wordbook() -> Wordbook:
    """Return what the synonyms and the glossary say now."""
    return Wordbook(_concepts())


def _concepts() -> Iterator[Concept]:
    for source in lexicon_sources:
        for entry in source.entries():
            yield Concept(entry, entry)
    for language, words, means in Synonym.objects.values_list("language", "words", "means"):
        yield Concept({language: words}, {language: means})


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
