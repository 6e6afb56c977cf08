"""One object in one language, laid out for side-by-side work."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from django.db import models

from opencity.core.texts import languages, text_hash
from opencity.core.texts.differences import Part, word_differences
from opencity.core.texts.html import to_plain
from opencity.translation.enums import Standing
from opencity.translation.glossary import Glossary, Term, Warned
from opencity.translation.models import GlossaryTerm, TranslationRecord
from opencity.translation.pieces import Piece, current_data, pieces
from opencity.translation.queries.glossary import glossary, told
from opencity.translation.queries.records import history_of
from opencity.translation.rules import Known, standing


@dataclass(frozen=True)
class Word:
    """A word of the glossary that stands in a source, and what translations should say."""

    term: Term
    wanted: str


@dataclass
class Entry:
    """A piece beside its translation, with what is known of it."""

    piece: Piece
    language: str
    records: list[TranslationRecord] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    faults: list[Warned] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the translation, empty where there is none."""
        return self.piece.texts.get(self.language, "")

    @property
    def words(self) -> list[Word]:
        """Return the glossary's words that stand in the source."""
        return [Word(term, term.wanted(self.language)) for term in self.terms]

    @property
    def warnings(self) -> list[str]:
        """Return in words what the translation does otherwise than the glossary says."""
        return [told(warned, self.language) for warned in self.faults]

    @cached_property
    def standing(self) -> Standing:
        """Return how the translation stands."""
        known = [
            Known(row.source_hash, row.origin, row.reviewed_at is not None) for row in self.records
        ]
        return standing(self.piece.source, self.text, known)

    @property
    def record(self) -> TranslationRecord | None:
        """Return what is known of this very pair, or else the newest of what is known."""
        now = text_hash(self.piece.source)
        exact = [row for row in self.records if row.source_hash == now]
        known = exact or self.records
        return known[-1] if known else None

    @cached_property
    def source_changes(self) -> list[Part]:
        """Return how the source changed since an outdated translation was made; else nothing."""
        if self.standing != Standing.OUTDATED or self.record is None:
            return []
        before, after = self.record.source_text, self.piece.source
        if self.piece.field.rich:
            before, after = to_plain(before), to_plain(after)
        return word_differences(before, after)


@dataclass
class Sheet:
    """All texts of an object that have a source, in the version that is worked on."""

    instance: models.Model
    language: str
    entries: list[Entry]

    @property
    def base_revision(self) -> int | None:
        """Return the revision that this shows, by which a later save knows what was seen."""
        return getattr(self.instance, "latest_revision_id", None)

    @property
    def direction(self) -> str:
        """Return the direction of the language."""
        return languages.direction(self.language)

    def entry(self, key: str) -> Entry | None:
        """Return the entry of a key, ``None`` for an unknown one."""
        return next((entry for entry in self.entries if entry.piece.key == key), None)


def sheet(instance: models.Model, language: str) -> Sheet:
    """Return a record's texts beside their translations and the glossary's words in them.

    One query reads what is known of the translations, one the glossary.
    """
    found = [each for each in pieces(type(instance), current_data(instance)) if each.source]
    history = history_of(language, [each.texts.get(language, "") for each in found])
    # A term's own texts are the glossary; judging them by it would say nothing.
    terms = Glossary([], "") if isinstance(instance, GlossaryTerm) else glossary()
    entries = [
        Entry(
            each,
            language,
            history.get(text_hash(each.texts.get(language, "")), []),
            terms.found_in(each.source),
            terms.faults(each.source, each.texts.get(language, ""), language),
        )
        for each in found
    ]
    return Sheet(instance, language, entries)
