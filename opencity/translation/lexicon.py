"""Offers the glossary to whoever needs words that mean the same in several languages."""

from __future__ import annotations

from collections.abc import Iterator

from opencity.core.registries import LexiconSource, lexicon_sources
from opencity.translation.models import GlossaryTerm


def register() -> None:
    """Offer the glossary."""
    lexicon_sources.register(LexiconSource("glossary", GlossaryTerm, entries))


def entries() -> Iterator[dict[str, list[str]]]:
    """Yield each term by language: its name, what else people say, its abbreviation."""
    rows = GlossaryTerm.objects.values_list("name", "variants", "abbreviation")
    for name, variants, abbreviation in rows:
        short = [abbreviation] if abbreviation else []
        yield {code: [text, *variants.get(code, ()), *short] for code, text in name.items() if text}
