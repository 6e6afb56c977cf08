"""How each text of a record came about in each language, for machines that read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from opencity.core.texts import languages, loaded_text_fields, text_hash
from opencity.translation.enums import Origin
from opencity.translation.queries import records_of
from opencity.translation.rules import Records

Origins = dict[str, dict[str, dict[str, Any]]]
"""By field and language: ``origin``, ``outdated`` (its source was changed since), ``reviewed``."""


class TextOrigins:
    """Knows the origins of all texts of some rows; reads them by one query."""

    def __init__(self, rows: Iterable[models.Model]) -> None:
        texts = [getattr(row, each.attname) for row in rows for each in loaded_text_fields(row)]
        self._records: Records = records_of(texts)

    def of(self, row: models.Model) -> Origins:
        """Return the origins of a row's texts, each in every language that it has."""
        found = {each.name: getattr(row, each.attname) for each in loaded_text_fields(row)}
        return {name: self._text(text) for name, text in found.items() if text}

    def _text(self, text: Mapping[str, str]) -> dict[str, dict[str, Any]]:
        source = languages.source_language()
        of_source = text_hash(text.get(source, ""))
        return {
            code: _plain(Origin.HUMAN) if code == source else self._piece(code, piece, of_source)
            for code, piece in text.items()
        }

    def _piece(self, language: str, piece: str, of_source: str) -> dict[str, Any]:
        known = list(self._records.get((language, text_hash(piece)), ()))
        current = [record for record in known if record.source_hash == of_source]
        origins = [record.origin for record in current or known]
        by_people = [origin for origin in origins if origin != Origin.MACHINE]
        origin = (by_people or origins or [Origin.HUMAN.value])[0]
        return {
            "origin": str(origin),
            "outdated": bool(known) and not current,
            "reviewed": any(record.reviewed for record in current),
        }


def _plain(origin: str) -> dict[str, Any]:
    return {"origin": str(origin), "outdated": False, "reviewed": False}
