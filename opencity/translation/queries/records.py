"""Reads what is known of translations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from django.db import models
from modelcluster.models import get_all_child_relations

from opencity.core.texts import TextState, languages, loaded_text_fields, text_fields, text_hash
from opencity.core.texts.states import Key
from opencity.translation.models import TranslationRecord
from opencity.translation.rules import Known, Records, reader_state, standings

Texts = Mapping[str, str]
"""One text in its languages."""


def records_of(texts: Iterable[Texts]) -> Records:
    """Return the records of all translations in these texts, by one query."""
    source = languages.source_language()
    hashes = {
        text_hash(piece)
        for text in texts
        for language, piece in (text or {}).items()
        if language != source and piece
    }
    if not hashes:
        return {}
    return _known(TranslationRecord.objects.filter(text_hash__in=hashes))


def _known(records: models.QuerySet[TranslationRecord]) -> Records:
    found: dict[tuple[str, str], list[Known]] = defaultdict(list)
    rows = records.values_list("language", "text_hash", "source_hash", "origin", "reviewed_at")
    for language, fingerprint, source_hash, origin, reviewed_at in rows:
        known = Known(source_hash, origin, reviewed_at is not None)
        found[language, fingerprint].append(known)
    return found


def history_of(language: str, texts: Iterable[str]) -> dict[str, list[TranslationRecord]]:
    """Return all that is known of translations by their fingerprint, the newest last."""
    found: dict[str, list[TranslationRecord]] = defaultdict(list)
    hashes = {text_hash(text) for text in texts if text}
    rows = (
        TranslationRecord.objects.filter(language=language, text_hash__in=hashes)
        .select_related("made_by", "reviewed_by")
        .order_by("pk")
    )
    for row in rows:
        found[row.text_hash].append(row)
    return found


def text_states(
    instances: list[models.Model], wanted: Collection[str]
) -> list[Mapping[Key, TextState]]:
    """Return the state of each text of each object in these languages, by one query."""
    source = languages.source_language()
    texts = [
        {field.name: getattr(row, field.attname) or {} for field in loaded_text_fields(row)}
        for row in instances
    ]
    records = records_of(_only(text, wanted) for of_row in texts for text in of_row.values())
    return [
        {
            (name, language): reader_state(stands)
            for name, text in of_row.items()
            for language, stands in standings(text, source, wanted, records)
        }
        for of_row in texts
    ]


def _only(text: Texts, wanted: Collection[str]) -> Texts:
    return {code: text[code] for code in wanted if code in text}


def with_children(instance: models.Model) -> Iterator[models.Model]:
    """Yield an object and the rows that are edited and published together with it."""
    yield instance
    for relation in get_all_child_relations(type(instance)):
        yield from getattr(instance, relation.get_accessor_name()).all()


def texts_of(instance: models.Model) -> list[Texts]:
    """Return all texts of an object and its children."""
    return [
        getattr(row, field.attname) or {}
        for row in with_children(instance)
        for field in text_fields(row)
    ]
