"""All writes to the index. They happen in the transaction that changes the documents.

So a document and its place in the index become visible together, on every node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.crypto import salted_hmac

from opencity.core.registries import SearchDocument, SearchSource, search_sources
from opencity.search.analysis import VERSION, normal
from opencity.search.models import IndexedDocument, IndexState, MissedQuery, Synonym
from opencity.search.storage import words_of

_TEXTS = ("code", "urls", "titles", "bodies", "facets", "labels", "words")
_ROWS_AT_ONCE = 500

SHOWN_FROM = 3
"""How often something must be looked for in vain before its words are kept."""

KEPT = timedelta(days=90)
"""How long it stays on the editors' list after it was last looked for."""


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
    change, counts = _Change(), Counts()
    for start in range(0, len(wanted), _ROWS_AT_ONCE):
        some = wanted[start : start + _ROWS_AT_ONCE]
        documents = list(source.documents(some)) if source else []
        _store(documents, change, counts)
        gone = set(some) - {document.key for document in documents}
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


@transaction.atomic
def note_changed_words(names: Iterable[str] = ()) -> None:
    """Let every process read the synonyms and the glossary again from this commit on."""
    state = _locked_state()
    state.wordbook += 1
    state.save(update_fields=["wordbook"])


@transaction.atomic
def count_missed(seen: Mapping[tuple[str, str], str]) -> None:
    """Count queries that found nothing: outcomes by language and query, each once more.

    The words are kept from the third time on; until then a fingerprint that only this site can
    make counts them.
    """
    today = timezone.localdate()
    for (language, query), outcome in sorted(seen.items()):
        mark = fingerprint(language, query)
        rows = MissedQuery.objects.filter(language=language, fingerprint=mark)
        known = rows.update(
            count=F("count") + 1,
            days=F("days") + Case(When(last_day__lt=today, then=1), default=0),
            last_day=today,
            outcome=outcome,
            query=Case(When(count__gte=SHOWN_FROM - 1, then=Value(query)), default=F("query")),
        )
        if not known:
            row = MissedQuery(language=language, fingerprint=mark, outcome=outcome, last_day=today)
            MissedQuery.objects.bulk_create([row], ignore_conflicts=True)


def fingerprint(language: str, query: str) -> str:
    """Return by what a query is counted before its words may be kept."""
    text = f"{language} {query}"
    return salted_hmac("opencity.search.missed", text, algorithm="sha256").hexdigest()


def forget_missed() -> int:
    """Delete what nobody looked for in the last 90 days; return how many queries that were."""
    since = timezone.localdate() - KEPT
    return MissedQuery.objects.filter(last_day__lt=since).delete()[0]


def settle_missed(synonym: Synonym) -> None:
    """Take from the list what a synonym now answers."""
    said = [normal(" ".join(phrase.split())) for phrase in synonym.words]
    MissedQuery.objects.filter(language=synonym.language, query__in=said).delete()


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
        labels=[dict(label) for label in document.labels],
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
    empty: dict[str, object] = {name: {} for name in _TEXTS if name != "code"}
    empty |= {"labels": [], "words": b""}
    counts.removed += rows.update(**empty, change=change.number(), is_gone=True)
