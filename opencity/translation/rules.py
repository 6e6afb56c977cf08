"""How a translation stands, decided from texts and records alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from opencity.core.texts import TextState, text_hash
from opencity.translation.enums import Origin, Standing


@dataclass(frozen=True)
class Known:
    """What a record says of one translation, without the database."""

    source_hash: str
    origin: str
    reviewed: bool


Records = Mapping[tuple[str, str], Iterable[Known]]
"""Records by language and fingerprint of the translation."""

_STATES = {
    Standing.MISSING: TextState.MISSING,
    Standing.OUTDATED: TextState.OUTDATED,
    Standing.MACHINE: TextState.MACHINE,
    Standing.UNREVIEWED: TextState.PLAIN,
    Standing.REVIEWED: TextState.PLAIN,
}


def standing(source: str, text: str, known: Iterable[Known]) -> Standing:
    """Return how a translation of a source stands.

    A translation of which nothing is known was written by a person before anybody kept records.
    """
    if not text:
        return Standing.MISSING
    records = list(known)
    current = [record for record in records if record.source_hash == text_hash(source)]
    if not current:
        return Standing.OUTDATED if records else Standing.UNREVIEWED
    if any(record.reviewed for record in current):
        return Standing.REVIEWED
    made_by_people = any(record.origin != Origin.MACHINE for record in current)
    return Standing.UNREVIEWED if made_by_people else Standing.MACHINE


def standings(
    texts: Mapping[str, str], source_language: str, wanted: Iterable[str], records: Records
) -> Iterator[tuple[str, Standing]]:
    """Yield how each wanted language's translation of a text stands; none without a source."""
    source = texts.get(source_language, "")
    if not source:
        return
    for language in wanted:
        if language != source_language:
            text = texts.get(language, "")
            yield language, standing(source, text, records.get((language, text_hash(text)), ()))


def reader_state(standing_: Standing) -> TextState:
    """Return what a reader must be told of a translation that stands so."""
    return _STATES[standing_]
