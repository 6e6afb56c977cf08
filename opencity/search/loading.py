"""Loads the synonyms' content file; ``cities/<city>/content/README.md`` describes it."""

from __future__ import annotations

from pathlib import Path

from opencity.core import registries
from opencity.core.content import Entry, Loading
from opencity.core.content.facts import Values, bring, listed
from opencity.core.content.records import Loader
from opencity.core.texts import languages
from opencity.search.models import Synonym


def register() -> None:
    """Offer the loader of the folder ``search``."""
    registries.content_loaders.register(registries.ContentLoader("search", "search", load_folder))


def load_folder(folder: Path, loading: Loading) -> None:
    """Load the synonyms; raises ``ContentError`` at the first thing wrong."""
    loader = Loader(loading)
    for entry in listed(loader, folder / "synonyms.yaml", "synonyms"):
        bring(loader, entry, Synonym, _synonym)


def _synonym(entry: Entry) -> Values:
    entry.only("code", "language", "words", "means")
    return {
        "language": entry.string("language", choices=languages.codes()),
        "words": entry.strings("words"),
        "means": entry.strings("means"),
    }
