"""Reads texts for one pack in one language and keeps account of what readers must be told."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from opencity.core.texts import TextState, languages, read, state_of
from opencity.publications.isolation import inserted, isolated
from opencity.services.wording import doubt

Data = dict[str, Any]
"""JSON-like values, which the page, the plain text and the typesetter all read."""


class Reader:
    """Reads rows with attached states in the current language; ``told`` counts what it met."""

    def __init__(self) -> None:
        self.language = languages.current()
        self.direction = languages.direction(self.language)
        self.told: Counter[str] = Counter()

    def text(self, row: models.Model, field: str) -> Data | None:
        """Return a text with its language, direction and note; ``None`` for an empty one."""
        reading = read(getattr(row, field), self.language)
        if not reading:
            return None
        state = state_of(row, field, reading.language)
        if reading.is_fallback:
            state = TextState.MISSING
        self.told[state] += 1
        return {
            "text": inserted(reading.text, reading.direction, self.direction),
            "lang": reading.language,
            "dir": reading.direction,
            "note": self._note(state, reading.language),
            "state": str(state),
        }

    @staticmethod
    def _note(state: TextState, language: str) -> str:
        if state is TextState.MISSING:
            return _("(in %(language)s)") % {"language": languages.name(language)}
        if state is TextState.OUTDATED:
            return _("(translation older than the original)")
        return ""

    def line(self, text: str) -> str:
        """Return a line of the interface or a value for this language's direction."""
        return isolated(text, self.direction)

    def bulgarian(self, text: str) -> Data | None:
        """Return words of the source language, as they stand on letters and doors."""
        if not text:
            return None
        source = languages.source_language()
        direction = languages.direction(source)
        shown = inserted(text, direction, self.direction)
        return {"text": shown, "lang": source, "dir": direction, "note": "", "state": "plain"}

    def mark(self, certainty: str) -> str:
        """Return what to say beside a fact that no document proves; nothing beside others."""
        found = doubt(certainty)
        return f"({found})" if found else ""
