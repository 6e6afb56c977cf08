"""Where each text of some records comes from and how it stands, for data that leaves the site."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.timezone import localdate

from opencity.core.texts import languages, loaded_text_fields, text_hash
from opencity.translation.enums import Origin, Standing
from opencity.translation.models import TranslationRecord
from opencity.translation.rules import Known, standing

_ASKED_AT_ONCE = 10_000


@dataclass(frozen=True)
class TextFact:
    """What is known of one text in one language; dates are ``None`` where nobody noted them.

    The source is its own origin: a person wrote it, and nothing can make it stale.
    """

    origin: str
    made_on: date | None
    reviewed_on: date | None
    is_stale: bool
    is_source: bool

    def as_data(self) -> dict[str, Any]:
        """Return the facts as JSON knows them."""
        return {
            "origin": self.origin,
            "made_on": self.made_on.isoformat() if self.made_on else None,
            "reviewed_on": self.reviewed_on.isoformat() if self.reviewed_on else None,
            "is_stale": self.is_stale,
        }


Facts = Mapping[str, Mapping[str, TextFact]]
"""What is known of a record's texts by field, then by each language that there is a text in."""

_SOURCE = TextFact(Origin.HUMAN, None, None, is_stale=False, is_source=True)


def text_facts(
    instances: Sequence[models.Model], wanted: Collection[str] | None = None
) -> list[Facts]:
    """Return what is known of all texts of these records, whatever their kinds, by one query.

    ``wanted`` names languages, all where it is not given. Rows that belong to a record (steps,
    notes) are records here too: give them along.
    """
    asked = languages.codes() if wanted is None else wanted
    texts = [
        {field.name: getattr(row, field.attname) or {} for field in loaded_text_fields(row)}
        for row in instances
    ]
    records = _records(
        {
            text_hash(text)
            for of_row in texts
            for by_language in of_row.values()
            for language, text in by_language.items()
            if language in asked and language != languages.source_language()
        }
    )
    return [
        {name: _facts(by_language, asked, records) for name, by_language in of_row.items()}
        for of_row in texts
    ]


_Records = Mapping[tuple[str, str], Sequence[TranslationRecord]]


def _records(hashes: Collection[str]) -> _Records:
    found: dict[tuple[str, str], list[TranslationRecord]] = {}
    known = sorted(hashes)
    for start in range(0, len(known), _ASKED_AT_ONCE):
        rows = TranslationRecord.objects.filter(text_hash__in=known[start : start + _ASKED_AT_ONCE])
        for row in rows.defer("source_text").order_by("pk"):
            found.setdefault((row.language, row.text_hash), []).append(row)
    return found


def _facts(
    texts: Mapping[str, str], asked: Collection[str], records: _Records
) -> dict[str, TextFact]:
    source_language = languages.source_language()
    source = texts.get(source_language, "")
    found = {}
    for language in languages.codes():
        text = texts.get(language, "")
        if not text or language not in asked:
            continue
        known = records.get((language, text_hash(text)), ())
        found[language] = _SOURCE if language == source_language else _fact(source, text, known)
    return found


def _fact(source: str, text: str, records: Sequence[TranslationRecord]) -> TextFact:
    known = [Known(row.source_hash, row.origin, row.reviewed_at is not None) for row in records]
    stands = standing(source, text, known) if source else Standing.UNREVIEWED
    exact = [row for row in records if row.source_hash == text_hash(source)]
    newest = (exact or list(records))[-1:]
    if not newest:
        return TextFact(Origin.HUMAN, None, None, is_stale=False, is_source=False)
    [row] = newest
    return TextFact(
        origin=row.origin,
        made_on=localdate(row.made_at),
        reviewed_on=localdate(row.reviewed_at) if row.reviewed_at else None,
        is_stale=stands is Standing.OUTDATED,
        is_source=False,
    )
