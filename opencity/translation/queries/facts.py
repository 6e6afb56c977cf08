"""Where each text of some records comes from and how it stands, for data that leaves the site."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.timezone import localdate

from opencity.core.texts import languages, loaded_text_fields, text_hash
from opencity.translation.enums import Origin
from opencity.translation.models import TranslationRecord

_ASKED_AT_ONCE = 10_000


@dataclass(frozen=True)
class TextFact:
    """What is known of one text in one language; days are ``None`` where nobody noted them.

    The source is its own origin: a person wrote it, and nothing can make it outdated. ``outdated``
    says that the source was changed since, ``reviewed`` that a reviewer signed this very pair.
    """

    origin: str = Origin.HUMAN
    outdated: bool = False
    reviewed: bool = False
    made_on: date | None = None
    reviewed_on: date | None = None

    def as_data(self) -> dict[str, Any]:
        """Return the facts as JSON knows them."""
        return {
            "origin": str(self.origin),
            "outdated": self.outdated,
            "reviewed": self.reviewed,
            "made_on": self.made_on.isoformat() if self.made_on else None,
            "reviewed_on": self.reviewed_on.isoformat() if self.reviewed_on else None,
        }


Facts = dict[str, dict[str, TextFact]]
"""What is known of a record's texts by field, then by each language that there is a text in."""


class TextFacts:
    """Knows where all texts of some records come from, whatever their kinds; reads it at once.

    Rows that belong to a record (steps, notes) are records here too: give them along.
    """

    def __init__(self, instances: Iterable[models.Model]) -> None:
        self._records = _records(
            {
                text_hash(text)
                for row in instances
                for by_language in _texts(row).values()
                for language, text in by_language.items()
                if language != languages.source_language()
            }
        )

    def of(self, row: models.Model) -> Facts:
        """Return what is known of a record's texts."""
        return {name: self._facts(texts) for name, texts in _texts(row).items() if texts}

    def data_of(self, row: models.Model) -> dict[str, dict[str, dict[str, Any]]]:
        """Return what is known of a record's texts as JSON knows it."""
        return {
            name: {code: fact.as_data() for code, fact in facts.items()}
            for name, facts in self.of(row).items()
        }

    def _facts(self, texts: Mapping[str, str]) -> dict[str, TextFact]:
        source_language = languages.source_language()
        source = texts.get(source_language, "")
        return {
            code: TextFact()
            if code == source_language
            else _fact(source, self._records.get((code, text_hash(text)), ()))
            for code, text in texts.items()
            if text
        }


def _texts(row: models.Model) -> dict[str, Mapping[str, str]]:
    return {field.name: getattr(row, field.attname) or {} for field in loaded_text_fields(row)}


_Records = Mapping[tuple[str, str], Sequence[TranslationRecord]]


def _records(hashes: Collection[str]) -> _Records:
    found: dict[tuple[str, str], list[TranslationRecord]] = {}
    known = sorted(hashes)
    for start in range(0, len(known), _ASKED_AT_ONCE):
        rows = TranslationRecord.objects.filter(text_hash__in=known[start : start + _ASKED_AT_ONCE])
        for row in rows.defer("source_text").order_by("pk"):
            found.setdefault((row.language, row.text_hash), []).append(row)
    return found


def _fact(source: str, records: Sequence[TranslationRecord]) -> TextFact:
    """Judge by the record of this very pair, or else by the newest of the wording."""
    exact = [row for row in records if row.source_hash == text_hash(source)]
    newest = (exact or list(records))[-1:]
    if not newest:
        return TextFact()
    [row] = newest
    return TextFact(
        origin=row.origin,
        outdated=not exact,
        reviewed=bool(exact and row.reviewed_at),
        made_on=localdate(row.made_at),
        reviewed_on=localdate(row.reviewed_at) if row.reviewed_at else None,
    )
