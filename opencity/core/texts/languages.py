"""The city's languages: their direction, their names and who stands in for a missing one."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def codes() -> tuple[str, ...]:
    """Return the codes of the site's languages, the source language first."""
    return settings.CITY.languages


def source_language() -> str:
    """Return the language in which texts are written first."""
    return settings.CITY.source_language


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr``."""
    return "rtl" if language.split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def name(language: str) -> str:
    """Return a language's own name, e.g. ``Українська``."""
    return dict(settings.LANGUAGES).get(language, language)


def current() -> str:
    """Return the language of the page being made; the source language outside of pages."""
    language = get_language()
    return language if language in codes() else source_language()


def chain(language: str) -> tuple[str, ...]:
    """Return the languages in which to look for a text, the wanted one first, each once."""
    wanted = (language, *settings.CITY.fallbacks.get(language, ()), source_language(), *codes())
    return tuple(dict.fromkeys(wanted))
