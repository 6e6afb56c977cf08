"""Keeps the desk's list: notes what changed, and brings the list up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from django.db import connection, models, transaction
from django.db.models import Max

from opencity.core.batches import put_off
from opencity.core.texts import languages, text_hash
from opencity.translation import queries
from opencity.translation.models import ListedText, Unlisted
from opencity.translation.pieces import Piece, pieces
from opencity.translation.queries import Subject
from opencity.translation.rules import Records, standings
from opencity.translation.subjects import model_of, translatable_models

_Key = TypeVar("_Key", int, str)
_LOCK = 0x0C17A0D2
"""Number of the PostgreSQL advisory lock under which the list is brought up to date."""
_AT_ONCE = 200
"""Records that are listed in one go; bounds memory and the length of a query."""
_AT_A_LOOK = 100
"""Notes that a person who opens the desk waits for; a schedule does what is more."""
_IN_ONE_TRANSACTION = 1_000
"""Notes that the schedule settles before others may write again."""


def note_records(labels: set[str]) -> None:
    """Note that records were saved or deleted, each as ``plan.measure 7``."""
    Unlisted.objects.bulk_create([_note(label) for label in sorted(labels)], batch_size=1_000)


def _note(label: str) -> Unlisted:
    model, _space, key = label.partition(" ")
    return Unlisted(model=model, object_id=int(key))


def note_record(model: type[models.Model], key: int) -> None:
    """Note that a record was saved or deleted, once in a batch."""
    put_off(note_records, {f"{model._meta.label_lower} {key}"})


def note_many(model: type[models.Model], keys: Iterable[int]) -> None:
    """Note that records were written in bulk, past Django's signals."""
    put_off(note_records, {f"{model._meta.label_lower} {key}" for key in keys})


def note_wordings(wordings: Iterable[tuple[str, str]]) -> None:
    """Note that something became known of translations, by language and fingerprint."""
    put_off(_note_listed, {f"{language} {fingerprint}" for language, fingerprint in wordings})


def _note_listed(wordings: set[str]) -> None:
    """Note wordings that stand in the list; those of new texts are looked at with them."""
    there: set[tuple[str, str]] = set()
    for some in _chunks(sorted({wording.split(" ")[1] for wording in wordings})):
        rows = ListedText.objects.filter(text_hash__in=some).order_by()
        there.update(rows.values_list("language", "text_hash").distinct())
    Unlisted.objects.bulk_create(
        Unlisted(language=language, text_hash=fingerprint)
        for language, fingerprint in sorted(there)
        if f"{language} {fingerprint}" in wordings
    )


def catch_up(*, limit: int = _AT_A_LOOK) -> int:
    """Bring the list up to date with so many notes; return how many were done."""
    if not Unlisted.objects.exists():
        return 0
    with transaction.atomic():
        _one_at_a_time()
        notes = list(Unlisted.objects.order_by("pk")[:limit])
        Unlisted.objects.filter(pk__in=[note.pk for note in notes]).delete()
        subjects = [(note.model, note.object_id) for note in notes if note.object_id is not None]
        wordings = {(note.language, note.text_hash) for note in notes if note.text_hash}
        for label, keys in _by_model([*subjects, *_places_of(wordings)]):
            _list_records(label, keys)
    return len(notes)


def catch_up_all() -> None:
    """Bring the list up to date with every note; make it whole where there is none yet."""
    if not ListedText.objects.exists():
        list_everything()
    while catch_up(limit=_IN_ONE_TRANSACTION):
        pass


def list_everything() -> int:
    """Make the whole list anew from texts and records; return how many notes that settled."""
    last = Unlisted.objects.aggregate(last=Max("pk"))["last"] or 0
    for model in translatable_models():
        label, keys = model._meta.label_lower, model._default_manager.values_list("pk", flat=True)
        there = set(keys)
        for some in _chunks(sorted(there)):
            with transaction.atomic():
                _one_at_a_time()
                _list_records(label, some)
        listed = ListedText.objects.filter(model=label).order_by()
        gone = set(listed.values_list("object_id", flat=True).distinct()) - there
        listed.filter(object_id__in=gone).delete()
    labels = [model._meta.label_lower for model in translatable_models()]
    ListedText.objects.exclude(model__in=labels).delete()
    settled, _by_kind = Unlisted.objects.filter(pk__lte=last).delete()
    return settled


def _one_at_a_time() -> None:
    """Keep others from writing an older reading over a newer one; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _places_of(wordings: Collection[tuple[str, str]]) -> list[Subject]:
    """Return the records in which these translations stand."""
    rows = ListedText.objects.filter(text_hash__in={found for _language, found in wordings})
    found = rows.order_by().values_list("model", "object_id", "language", "text_hash")
    return [
        (model, key)
        for model, key, language, fingerprint in found
        if (language, fingerprint) in wordings
    ]


def _by_model(subjects: Iterable[Subject]) -> list[tuple[str, list[int]]]:
    found: dict[str, set[int]] = defaultdict(set)
    for label, key in subjects:
        found[label].add(key)
    return [(label, sorted(keys)) for label, keys in sorted(found.items())]


def _list_records(label: str, keys: list[int]) -> None:
    for some in _chunks(keys):
        _write(label, some, list(_lines(label, some)))


def _chunks(keys: list[_Key]) -> Iterator[list[_Key]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _lines(label: str, keys: Collection[int]) -> Iterator[ListedText]:
    """Yield what the list should say of some records."""
    model = model_of(label)
    if model is None:
        return
    found = [(row, pieces(model, data)) for row, data in queries.latest_versions(model, set(keys))]
    records = queries.records_of(piece.texts for _row, each in found for piece in each)
    for row, texts in found:
        yield from _lines_of(label, row, texts, records)


def _lines_of(
    label: str, row: models.Model, texts: Iterable[Piece], records: Records
) -> Iterator[ListedText]:
    source, wanted = languages.source_language(), languages.codes()
    for place, piece in enumerate(texts):
        found = standings(piece.texts, source, wanted, records)
        for number, (language, standing) in enumerate(found):
            yield ListedText(
                model=label,
                object_id=row.pk,
                key=piece.key,
                position=place * 100 + number,
                language=language,
                source_hash=text_hash(piece.source),
                text_hash=text_hash(piece.texts.get(language, "")),
                standing=standing,
                owner_id=getattr(row, "owner_id", None),
            )


_KEY = ["model", "object_id", "key", "language"]
_REST = ["position", "source_hash", "text_hash", "standing", "owner"]


def _write(label: str, keys: Collection[int], lines: list[ListedText]) -> None:
    """Make the list say this of some records, touching only rows that differ."""
    there = {
        (row.object_id, row.key, row.language): row
        for row in ListedText.objects.filter(model=label, object_id__in=keys)
    }
    changed = []
    for line in lines:
        row = there.pop((line.object_id, line.key, line.language), None)
        if row is None or _facts(row) != _facts(line):
            changed.append(line)
    ListedText.objects.filter(pk__in=[row.pk for row in there.values()]).delete()
    ListedText.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=_KEY, update_fields=_REST, batch_size=1_000
    )


def _facts(row: ListedText) -> tuple[object, ...]:
    return (row.position, row.source_hash, row.text_hash, str(row.standing), row.owner_id)
