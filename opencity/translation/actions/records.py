"""Writes what is known of translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from opencity.core import audit
from opencity.core.errors import require
from opencity.core.texts import languages, text_hash
from opencity.translation import queries
from opencity.translation.actions.listing import note_wordings
from opencity.translation.enums import Origin
from opencity.translation.models import TranslationRecord
from opencity.translation.queries import Texts

Triple = tuple[str, str, str]
"""A language, a translation in it, and the source it was made from."""


def record_texts(
    *,
    actor: Any,
    instance: models.Model,
    origins: Mapping[str, str] | None = None,
    as_written: bool = False,
) -> int:
    """Record every translation of an object and its children that nobody has recorded yet.

    ``origins`` gives the origin by language, a person where it says nothing. A translation that is
    known already keeps what is known of it: where its source has changed since, it is outdated.
    ``as_written`` says instead that every translation was made from its source as it stands, as in
    a file that is loaded for the first time. Returns the number of new records.
    """
    found = set(triples(queries.texts_of(instance)))
    known = {} if as_written else known_translations(found)
    return write(
        record(actor, each, (origins or {}).get(each[0], Origin.HUMAN))
        for each in sorted(found)
        if wording(each) not in known
    )


def record_change(*, actor: Any, before: Iterable[Texts], after: Iterable[Texts]) -> int:
    """Record what an edit brought: texts of an object as they were and as they are.

    A translation that the object had before keeps what is known of it. Any other was made now, from
    its source as it stands; a wording known from elsewhere keeps its origin, so that a machine's
    does not become a person's by being copied. Returns the number of new records.
    """
    old = set(triples(before))
    recorded = known_translations(old)
    write(record(None, each) for each in sorted(old) if wording(each) not in recorded)
    had = {wording(each) for each in old}
    new = [each for each in sorted(set(triples(after))) if wording(each) not in had]
    origins = known_translations(new)
    return write(record(actor, each, origins.get(wording(each), Origin.HUMAN)) for each in new)


def triples(texts: Iterable[Texts]) -> Iterator[Triple]:
    """Yield every translation with the source beside it."""
    source_language = languages.source_language()
    for text in texts:
        source = text.get(source_language, "")
        for language, translation in text.items():
            if source and translation and language != source_language:
                yield language, translation, source


def wording(triple: Triple) -> tuple[str, str]:
    """Return the language and the fingerprint of a translation, whatever it was made from."""
    return triple[0], text_hash(triple[1])


def known_translations(found: Iterable[Triple]) -> dict[tuple[str, str], str]:
    """Return the newest known origin of each translation that has a record."""
    hashes = {text_hash(text) for _language, text, _source in found}
    if not hashes:
        return {}
    rows = TranslationRecord.objects.filter(text_hash__in=hashes).order_by("pk")
    return {(row[0], row[1]): row[2] for row in rows.values_list("language", "text_hash", "origin")}


def record(actor: Any, triple: Triple, origin: str = Origin.HUMAN) -> TranslationRecord:
    """Return the record of a translation, not yet written."""
    language, text, source = triple
    return TranslationRecord(
        language=language,
        text_hash=text_hash(text),
        source_hash=text_hash(source),
        source_text=source,
        origin=origin,
        made_by=actor,
    )


def write(records: Iterable[TranslationRecord]) -> int:
    """Write records that are not there yet; return how many."""
    new = {(row.language, row.text_hash, row.source_hash): row for row in records}
    if not new:
        return 0
    fingerprints = {text for _language, text, _source in new}
    there = TranslationRecord.objects.filter(text_hash__in=fingerprints)
    for key in there.values_list("language", "text_hash", "source_hash"):
        new.pop(key, None)
    TranslationRecord.objects.bulk_create(new.values(), ignore_conflicts=True)
    note_wordings({(language, text) for language, text, _source in new})
    return len(new)


@transaction.atomic
def confirm(*, actor: Any, language: str, text: str, source: str) -> TranslationRecord:
    """Say that a translation is true to its source as it reads today; the reviewer signs."""
    require(actor, "translation.review")
    row, _created = TranslationRecord.objects.update_or_create(
        language=language,
        text_hash=text_hash(text),
        source_hash=text_hash(source),
        defaults={"reviewed_by": actor, "reviewed_at": timezone.now()},
        create_defaults={
            "source_text": source,
            "made_by": actor,
            "reviewed_by": actor,
            "reviewed_at": timezone.now(),
        },
    )
    audit.record(actor=actor, action="translation.confirm", target=row)
    note_wordings({(language, row.text_hash)})
    return row
