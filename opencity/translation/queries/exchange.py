"""Gathers what a translators' file holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from opencity.core.texts import languages
from opencity.translation.enums import Standing
from opencity.translation.exchange.units import Bundle, Unit, fingerprint
from opencity.translation.glossary import Glossary
from opencity.translation.models import ListedText
from opencity.translation.queries.desk import Line, Subject, lines_of, listed
from opencity.translation.queries.glossary import glossary
from opencity.translation.subjects import model_of, name_of, naming_field

_AT_ONCE = 2_000


def bundle(language: str, *, states: Collection[str] = (), kind: str | None = None) -> Bundle:
    """Return the texts of the list in a language, all or those in some states or of a kind."""
    rows = listed(language=language, model=kind)
    if states:
        rows = rows.filter(standing__in=states)
    return Bundle(languages.source_language(), language, list(_units(rows)))


def _units(rows: models.QuerySet[ListedText]) -> Iterator[Unit]:
    terms = glossary()
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), _AT_ONCE):
        some = ListedText.objects.filter(pk__in=keys[start : start + _AT_ONCE])
        for line in lines_of(list(some)):
            yield unit_of(line, terms)


def unit_of(line: Line, terms: Glossary) -> Unit:
    """Return a text of the list as files hold it."""
    return Unit(
        id=unit_name(line),
        source=line.piece.source,
        target=line.text,
        standing=line.standing,
        base=fingerprint(line.text),
        notes=list(_notes(line, terms)),
    )


def unit_name(line: Line) -> str:
    """Return the name that a text of the list has in files."""
    return f"{name_of(line.instance)}:{line.piece.key}"


def _notes(line: Line, terms: Glossary) -> Iterator[str]:
    kind = capfirst(str(line.instance._meta.verbose_name))
    yield f"{kind}: {line.instance} · {line.piece.label}"
    if line.piece.field.text_length:
        yield _("At most %(limit)d characters.") % {"limit": line.piece.field.text_length}
    if line.piece.field.rich:
        yield _("Holds HTML: keep its elements and links.")
    if line.standing == Standing.OUTDATED:
        yield _("The original has changed since this was translated.")
    if line.standing == Standing.MACHINE:
        yield _("Made by a machine; nobody has checked it.")
    for term in terms.found_in(line.piece.source):
        wanted = term.wanted(line.language) or "?"
        keep = " " + _("(keep the official word beside it)") if term.keep else ""
        yield (
            _("Glossary: %(official)s → %(wanted)s")
            % {
                "official": term.official,
                "wanted": wanted,
            }
            + keep
        )


def subject_named(model: str, name: str) -> Subject | None:
    """Return the record of a name in files, ``None`` for an unknown one."""
    found = model_of(model)
    if found is None:
        return None
    field = naming_field(found)
    if field == "pk" and not name.isdecimal():
        return None
    try:
        row = found._default_manager.filter(**{field: name}).only("pk").first()
    except (ValueError, OverflowError):
        return None
    return (model, row.pk) if row is not None else None
