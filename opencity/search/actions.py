"""All writes to the index. They happen in the transaction that changes the documents.

So a document and its place in the index become visible together, on every node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import uuid4

from django.db import models, transaction

from opencity.core.registries import SearchDocument, SearchSource, search_sources
from opencity.search.analysis import VERSION
from opencity.search.models import IndexedDocument, IndexState
from opencity.search.storage import words_of

_TEXTS = ("code", "urls", "titles", "bodies", "facets", "words")
_ROWS_AT_ONCE = 500


@dataclass
class Counts:
    """What a change of the index did to its documents."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


@transaction.atomic
def update_documents(*, kind: str, keys: Iterable[str]) -> Counts:
    """Bring some documents of a kind up to date: what their source no longer yields is removed."""
    wanted = sorted({str(key) for key in keys})
    source = search_sources.get(kind)
    documents = list(source.documents(wanted)) if source and wanted else []
    change = _Change()
    counts = Counts()
    for batch in _batches(documents):
        _store(batch, change, counts)
    gone = set(wanted) - {document.key for document in documents}
    _withdraw(_standing(kind).filter(key__in=gone), change, counts)
    return counts


@transaction.atomic
def rebuild() -> Counts:
    """Bring the whole index up to date and forget what was withdrawn.

    Documents that did not change keep their number, so that readers need not load them again.
    """
    state = _locked_state()
    change, counts = _Change(), Counts()
    for source in search_sources:
        _rebuild_kind(source, change, counts)
    kinds = [source.kind for source in search_sources]
    strays = IndexedDocument.objects.filter(is_gone=False).exclude(kind__in=kinds)
    _withdraw(strays, change, counts)
    if IndexedDocument.objects.filter(is_gone=True).delete()[0]:
        state.epoch = uuid4()
    state.version = VERSION
    state.save(update_fields=["epoch", "version"])
    return counts


def _rebuild_kind(source: SearchSource, change: _Change, counts: Counts) -> None:
    seen: set[str] = set()
    for batch in _batches(source.documents(None)):
        _store(batch, change, counts)
        seen.update(document.key for document in batch)
    standing = dict(_standing(source.kind).values_list("key", "pk"))
    gone = [pk for key, pk in standing.items() if key not in seen]
    for start in range(0, len(gone), _ROWS_AT_ONCE):
        rows = IndexedDocument.objects.filter(pk__in=gone[start : start + _ROWS_AT_ONCE])
        _withdraw(rows, change, counts)


class _Change:
    """The number of a change, drawn when there is something to write and not before."""

    _number: int | None = None

    def number(self) -> int:
        """Return the number of this change, locking the index until the commit."""
        if self._number is None:
            state = _locked_state()
            state.change += 1
            state.save(update_fields=["change"])
            self._number = state.change
        return self._number


def _locked_state() -> IndexState:
    IndexState.objects.get_or_create(pk=1, defaults={"epoch": uuid4()})
    return IndexState.objects.select_for_update().get(pk=1)


def _batches(documents: Iterable[SearchDocument]) -> Iterator[list[SearchDocument]]:
    iterator = iter(documents)
    while batch := list(islice(iterator, _ROWS_AT_ONCE)):
        yield batch


def _standing(kind: str) -> models.QuerySet[IndexedDocument]:
    return IndexedDocument.objects.filter(kind=kind, is_gone=False)


def _store(documents: list[SearchDocument], change: _Change, counts: Counts) -> None:
    """Write documents of one kind that are new or differ from their rows."""
    if not documents:
        return
    rows = IndexedDocument.objects.filter(
        kind=documents[0].kind, key__in=[document.key for document in documents]
    )
    old = {row.key: row for row in rows}
    fresh = [_row(document) for document in documents]
    new = [row for row in fresh if row.key not in old]
    differing = [row for row in fresh if row.key in old and _differs(row, old[row.key])]
    for row in differing:
        row.pk = old[row.key].pk
    for row in [*new, *differing]:
        row.change = change.number()
    IndexedDocument.objects.bulk_create(new)
    IndexedDocument.objects.bulk_update(differing, [*_TEXTS, "change", "is_gone"], batch_size=50)
    counts.added += len(new) + sum(old[row.key].is_gone for row in differing)
    counts.changed += sum(not old[row.key].is_gone for row in differing)
    counts.unchanged += len(fresh) - len(new) - len(differing)


def _row(document: SearchDocument) -> IndexedDocument:
    return IndexedDocument(
        kind=document.kind,
        key=document.key,
        code=document.code,
        urls=dict(document.url),
        titles={code: text for code, text in document.titles.items() if text},
        bodies={code: text for code, text in document.bodies.items() if text},
        facets={name: list(values) for name, values in document.facets.items()},
        words=words_of(document),
    )


def _differs(row: IndexedDocument, old: IndexedDocument) -> bool:
    if old.is_gone or bytes(old.words) != row.words:
        return True
    return any(getattr(row, name) != getattr(old, name) for name in _TEXTS if name != "words")


def _withdraw(rows: models.QuerySet[IndexedDocument], change: _Change, counts: Counts) -> None:
    """Empty the rows of documents that are no longer public."""
    if not rows.exists():
        return
    empty = {name: b"" if name == "words" else {} for name in _TEXTS if name != "code"}
    counts.removed += rows.update(**empty, change=change.number(), is_gone=True)
