"""The taxonomies and their terms as HSDS 3.0."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language, override

from opencity.services.hsds import words
from opencity.services.hsds.trees import Tree, text
from opencity.services.models import LifeEvent, Topic


def taxonomies(language: str) -> list[Tree]:
    """Return all taxonomies of the site."""
    with override(language):
        return [
            {"id": str(words.taxonomy_id(name)), "name": str(label), "description": ""}
            for name, label in words.NAMES.items()
        ]


def terms(language: str, taxonomy: str = "") -> list[Tree]:
    """Return all terms, or those of the taxonomy with an identifier."""
    with override(language):
        return [
            term for term in _terms(language) if not taxonomy or term["taxonomy_id"] == taxonomy
        ]


def _terms(language: str) -> Iterator[Tree]:
    for name, model in ((words.TOPICS, Topic), (words.LIFE_EVENTS, LifeEvent)):
        for row in model.objects.all():
            about = text(getattr(row, "summary", None), language)
            yield _term(name, str(row.uuid), row.code, text(row.name, language), about)
    fixed = [(name, code) for name, enum in words.CHOICES.items() for code in enum.values]
    fixed += [(words.TEXTS, code) for code in words.TEXT_STATES] + [(words.CODES, "code")]
    for name, code in fixed:
        yield _term(
            name, str(words.term_id(name, code)), code, words.label(name, code, language), ""
        )


def _term(taxonomy: str, key: str, code: str, name: str, description: str) -> Tree:
    return {
        "id": key,
        "code": code,
        "name": name,
        "description": description,
        "taxonomy": words.name(taxonomy, get_language()),
        "taxonomy_id": str(words.taxonomy_id(taxonomy)),
    }
