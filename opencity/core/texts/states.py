"""How a shown text came to be: written, translated, by whom, from which source.

The records belong to the translation app, which sets ``provider``; pages ask here, so that no page
depends on the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum

from django.db import models

from opencity.core.texts.fields import loaded_text_fields
from opencity.core.texts.languages import codes, source_language
from opencity.core.texts.reading import read

Key = tuple[str, str]
"""A field's name and a language's code."""


class TextState(StrEnum):
    """What a reader must know of a piece of text; ``PLAIN`` needs no note."""

    PLAIN = "plain"
    MACHINE = "machine"
    OUTDATED = "outdated"
    MISSING = "missing"


Provider = Callable[[list[models.Model], Collection[str]], list[Mapping[Key, TextState]]]
provider: Provider | None = None
_ATTRIBUTE = "_text_states"


def set_provider(function: Provider) -> None:
    """Let the translation app answer for the states of texts."""
    global provider
    provider = function


def attach_states(instances: Iterable[models.Model], wanted: Collection[str] | None = None) -> None:
    """Read the states of all texts of these objects at once, for ``state_of`` and the pages.

    ``wanted`` names the languages that will be asked for, all where it is not given: a page in the
    source language needs nothing read at all.
    """
    rows = list(instances)
    asked = [code for code in (wanted or codes()) if code != source_language()]
    states = provider(rows, asked) if provider and rows and asked else [{} for _ in rows]
    for row, found in zip(rows, states, strict=True):
        setattr(row, _ATTRIBUTE, found)


def state_of(instance: models.Model, field: str, language: str) -> TextState:
    """Return the state of one piece; objects without attached states count as plain."""
    return getattr(instance, _ATTRIBUTE, {}).get((field, language), TextState.PLAIN)


def summarise(instances: Iterable[models.Model], language: str) -> dict[str, int]:
    """Count the texts of these objects by what a reader of a language must be told of them.

    Objects need their states attached; texts that are empty in every language do not count.
    """
    counts = dict.fromkeys((*TextState, "total"), 0)
    for row in instances:
        for field in loaded_text_fields(row):
            reading = read(getattr(row, field.attname), language)
            if not reading:
                continue
            state = (
                TextState.MISSING if reading.is_fallback else state_of(row, field.name, language)
            )
            counts[state] += 1
            counts["total"] += 1
    return {str(name): count for name, count in counts.items()}


def noted_states(row: models.Model) -> dict[str, dict[str, str]]:
    """Return, by field and language, the states that a reader of open data must know.

    The row needs its states attached, for all languages.
    """
    told: dict[str, dict[str, str]] = {}
    for field in loaded_text_fields(row):
        for code in getattr(row, field.attname) or {}:
            state = state_of(row, field.name, code)
            if state is not TextState.PLAIN:
                told.setdefault(field.name, {})[code] = state.value
    return told
