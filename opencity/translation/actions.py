"""All writes of the translation app."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from opencity.core import audit
from opencity.core.errors import require
from opencity.core.texts import languages, text_fields, text_hash
from opencity.translation.enums import Origin
from opencity.translation.models import TranslationRecord
from opencity.translation.queries import with_children


def record_texts(
    *,
    actor: Any,
    instance: models.Model,
    origins: Mapping[str, str] | None = None,
) -> int:
    """Record every translation of an object and its children that nobody has recorded yet.

    ``origins`` gives the origin by language, a person where it says nothing. A translation that is
    known already keeps what is known of it: where its source has changed since, it is outdated.
    Returns the number of new records.
    """
    fresh = {
        (record.language, record.text_hash): record
        for record in _records(actor, with_children(instance), origins or {})
    }
    known = set(
        TranslationRecord.objects.filter(
            text_hash__in={record.text_hash for record in fresh.values()}
        ).values_list("language", "text_hash")
    )
    new = [record for key, record in fresh.items() if key not in known]
    TranslationRecord.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _records(
    actor: Any, rows: Iterable[models.Model], origins: Mapping[str, str]
) -> Iterator[TranslationRecord]:
    for row in rows:
        for field in text_fields(row):
            texts = getattr(row, field.attname) or {}
            source = texts.get(languages.source_language(), "")
            if not source:
                continue
            for language, text in texts.items():
                if language != languages.source_language() and text:
                    origin = origins.get(language, Origin.HUMAN)
                    yield _record(actor, language, text, source, origin)


def _record(actor: Any, language: str, text: str, source: str, origin: str) -> TranslationRecord:
    return TranslationRecord(
        language=language,
        text_hash=text_hash(text),
        source_hash=text_hash(source),
        source_text=source,
        origin=origin,
        made_by=actor,
    )


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
    return row
