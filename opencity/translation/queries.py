"""Reads what is known of translations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db import models
from modelcluster.models import get_all_child_relations

from opencity.core.texts import TextState, languages, text_fields, text_hash
from opencity.core.texts.states import Key
from opencity.translation.models import TranslationRecord
from opencity.translation.rules import Known, Records, reader_state, standings


def records_of(texts: Iterable[Mapping[str, str]]) -> Records:
    """Return the records of all translations in these texts, by one query."""
    source = languages.source_language()
    hashes = {
        text_hash(piece)
        for text in texts
        for language, piece in (text or {}).items()
        if language != source and piece
    }
    found: dict[tuple[str, str], list[Known]] = defaultdict(list)
    if not hashes:
        return found
    rows = TranslationRecord.objects.filter(text_hash__in=hashes).values_list(
        "language", "text_hash", "source_hash", "origin", "reviewed_at"
    )
    for language, fingerprint, source_hash, origin, reviewed_at in rows:
        known = Known(source_hash, origin, reviewed_at is not None)
        found[language, fingerprint].append(known)
    return found


def text_states(instances: list[models.Model]) -> list[Mapping[Key, TextState]]:
    """Return the state of each text of each object, for readers, by one query."""
    source, wanted = languages.source_language(), languages.codes()
    texts = [
        {field.name: getattr(row, field.attname) or {} for field in text_fields(row)}
        for row in instances
    ]
    records = records_of(text for of_row in texts for text in of_row.values())
    return [
        {
            (name, language): reader_state(stands)
            for name, text in of_row.items()
            for language, stands in standings(text, source, wanted, records)
        }
        for of_row in texts
    ]


def with_children(instance: models.Model) -> Iterator[models.Model]:
    """Yield an object and the rows that are edited and published together with it."""
    yield instance
    for relation in get_all_child_relations(type(instance)):
        yield from getattr(instance, relation.get_accessor_name()).all()
