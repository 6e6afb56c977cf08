"""Words of the glossary in the texts of a page: which occur, and the links that explain them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from opencity.core.texts import Reading, languages, loaded_text_fields, quoted, read
from opencity.translation.models import GlossaryTerm

_ARTICLES = "(?:та|то|те|ът|ят|ия|а|я)?"
"""What Bulgarian puts behind a noun or adjective where English puts "the" before it."""
_SHORTEST = 2


class Words:
    """The terms that occur in some texts; calling it marks the first occurrence of each.

    A mark is a link to ``#word-<code>``, where the page explains the term.
    """

    do_not_call_in_templates = True

    def __init__(self, terms: Iterable[GlossaryTerm], rows: Iterable[models.Model]) -> None:
        texts = list(_texts(rows))
        self.found = [term for term in terms if any(_occurs(term, *text) for text in texts)]
        self._marked: set[str] = set()
        self._patterns: dict[str, re.Pattern[str] | None] = {}
        self._owners: dict[str, list[str]] = {}

    def __call__(self, reading: Reading) -> SafeString:
        """Return a text as markup, with links from words that nothing has explained yet.

        The official words in a text of another language are marked as such, so that they are
        read and laid out in their own.
        """
        language = reading.language
        marked = (
            (self._marked_piece(piece, language), own)
            for piece, own in quoted.pieces(reading.text, language)
        )
        return _together([quoted.isolated(piece) if own else piece for piece, own in marked])

    def _marked_piece(self, text: str, language: str) -> SafeString:
        pattern = self._pattern(language)
        pieces, end = [], 0
        for match in pattern.finditer(text) if pattern else ():
            code = self._owners[language][(match.lastindex or 1) - 1]
            if code not in self._marked:
                self._marked.add(code)
                pieces.append(format_html("{}", text[end : match.start()]))
                pieces.append(format_html('<a class="term" href="#word-{}">{}</a>', code, match[0]))
                end = match.end()
        return _together([*pieces, format_html("{}", text[end:])])

    def _pattern(self, language: str) -> re.Pattern[str] | None:
        if language not in self._patterns:
            forms = [(form, term.code) for term in self.found for form in _forms(term, language)]
            forms.sort(key=lambda form: len(form[0]), reverse=True)
            self._owners[language] = [code for _form, code in forms]
            parts = [f"({_regex(form)})" for form, _code in forms]
            self._patterns[language] = re.compile("|".join(parts)) if parts else None
        return self._patterns[language]


def _together(pieces: list[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def explained_terms() -> list[GlossaryTerm]:
    """Return the terms that have an explanation."""
    return list(GlossaryTerm.objects.exclude(definition={}))


def _texts(rows: Iterable[models.Model]) -> Iterator[tuple[str, str, str]]:
    """Yield language, text and folded text of what a page shows, one a language."""
    by_language: dict[str, list[str]] = {}
    for row in rows:
        for field in loaded_text_fields(row):
            reading = read(getattr(row, field.attname))
            if reading:
                by_language.setdefault(reading.language, []).append(reading.text)
    for language, texts in by_language.items():
        whole = "\n".join(texts)
        yield language, whole, whole.casefold()


def _occurs(term: GlossaryTerm, language: str, text: str, folded: str) -> bool:
    return any(
        form.split()[0].casefold() in folded and re.search(_regex(form), text)
        for form in _forms(term, language)
    )


def _forms(term: GlossaryTerm, language: str) -> list[str]:
    """Return the ways in which a term is written in a text of a language, the official too."""
    source = languages.source_language()
    names = (term.name.get(source, ""), term.name.get(language, ""), term.abbreviation)
    forms = dict.fromkeys(name.strip() for name in names)
    return [form for form in forms if len(form) >= _SHORTEST]


@lru_cache(maxsize=8192)
def _regex(form: str) -> str:
    """Return the pattern of a whole word or phrase; capitals count in abbreviations only."""
    words = [re.escape(word) + ("" if form.isupper() else _ARTICLES) for word in form.split()]
    phrase = r"\s+".join(words)
    return rf"(?<!\w){phrase if form.isupper() else f'(?i:{phrase})'}(?!\w)"
