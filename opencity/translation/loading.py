"""Loads the glossary's content file; ``cities/<city>/content/README.md`` describes it."""

from __future__ import annotations

from pathlib import Path

from opencity.core import registries
from opencity.core.content import Entry, Loading
from opencity.core.content.facts import Values, bring, listed
from opencity.core.content.records import Loader
from opencity.core.texts import languages
from opencity.core.verified import Certainty
from opencity.translation.models import GlossaryTerm


def register() -> None:
    """Offer the loader of the folder ``glossary``."""
    loader = registries.ContentLoader("glossary", "glossary", load_folder)
    registries.content_loaders.register(loader)


def load_folder(folder: Path, loading: Loading) -> None:
    """Load the terms; raises ``ContentError`` at the first thing wrong."""
    loader = Loader(loading)
    for entry in listed(loader, folder / "terms.yaml", "terms"):
        bring(loader, entry, GlossaryTerm, _term)


def _term(entry: Entry) -> Values:
    entry.only("code", "name", "definition", "abbreviation", "variants", "keep", "certainty")
    return {
        "name": entry.text("name"),
        "definition": entry.text("definition", required=False),
        "abbreviation": entry.string("abbreviation", default=""),
        "variants": _variants(entry),
        "keep": entry.flag("keep"),
        "certainty": entry.string("certainty", choices=Certainty.values),
    }


def _variants(entry: Entry) -> dict[str, list[str]]:
    if not entry.has("variants"):
        return {}
    found = entry.entry("variants")
    found.only(*languages.codes())
    return {code: found.strings(code) for code in languages.codes() if found.has(code)}
