"""Reads the glossary in the form that its rules work on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from opencity.core.texts import languages
from opencity.translation.glossary import Fault, Glossary, Term, Warned
from opencity.translation.models import GlossaryTerm, ListedText
from opencity.translation.queries.desk import Line, lines_of

_AT_ONCE = 2_000


def told(warned: Warned, language: str) -> str:
    """Return in words what a translation does otherwise than the glossary says."""
    term = warned.term
    if warned.fault is Fault.OFFICIAL_WORD_MISSING:
        return _("The official word “%(word)s” should stand in the translation.") % {
            "word": " / ".join(term.signs())
        }
    return _("The glossary says “%(wanted)s” for “%(official)s”.") % {
        "wanted": term.wanted(language),
        "official": term.official,
    }


@dataclass(frozen=True)
class Remark:
    """A text of the desk's list whose translation differs from the glossary."""

    line: Line
    faults: list[Warned]


def glossary() -> Glossary:
    """Return the terms that translations keep to, by one query.

    Words without an explanation that need not be kept are there for the search alone.
    """
    source = languages.source_language()
    terms = (
        Term(
            code=row.code,
            official=row.name.get(source, ""),
            abbreviation=row.abbreviation,
            names=row.name,
            variants=row.variants,
            keep=row.keep,
        )
        for row in GlossaryTerm.objects.all()
        if row.keep or row.definition
    )
    return Glossary(terms, source)


def remarks(language: str | None = None) -> Iterator[Remark]:
    """Yield the translations of the list that differ from the glossary, but for the terms' own."""
    terms = glossary()
    rows = ListedText.objects.exclude(text_hash="").exclude(model=GlossaryTerm._meta.label_lower)
    if language:
        rows = rows.filter(language=language)
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), _AT_ONCE):
        some = list(ListedText.objects.filter(pk__in=keys[start : start + _AT_ONCE]))
        for line in lines_of(some):
            faults = terms.faults(line.piece.source, line.text, line.language)
            if faults:
                yield Remark(line, faults)
