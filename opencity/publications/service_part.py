"""The part of a pack about one service: its facts as values that page, text and paper show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from opencity.core.texts import languages, read
from opencity.core.verified import Certainty, Verified
from opencity.directory.enums import ContactKind
from opencity.directory.models import Contact
from opencity.publications.queries import Gathered, ServiceRows
from opencity.publications.reader import Data, Reader
from opencity.services.enums import From, Group, Need, NoteKind, PlaceRule, TimeLimitKind
from opencity.services.models import (
    Condition,
    Cost,
    LegalBasis,
    Note,
    RequiredDocument,
    Service,
    Step,
    TimeLimit,
)
from opencity.services.wording import euro, length, money


def service_part(
    rows: ServiceRows, gathered: Gathered, numbers: dict[int, int], reader: Reader
) -> Data:
    """Return one service; ``numbers`` are those of the offices in this pack, by key."""
    service, before = rows.service, reader.told["machine"]
    facts = rows.facts
    part = {
        "code": service.code,
        "title": reader.text(service, "title"),
        "official": _official(service, reader),
        "summary": reader.text(service, "summary"),
        "groups": [reader.line(str(Group(code).label)) for code in service.groups],
        "conditions": [_fact(row, "text", reader) for row in facts[Condition]],
        "documents": _documents(facts[RequiredDocument], gathered, reader),
        "steps": [_step(row, reader) for row in facts[Step]],
        "costs": [_cost(row, reader) for row in facts[Cost]],
        "times": [_time(row, reader) for row in facts[TimeLimit]],
        "where": _where(rows, numbers, reader),
        "contacts": contact_lines(rows.contact_keys, gathered.contacts, reader),
        "result": reader.text(service, "result"),
        "notes": [_note(row, reader) for row in facts[Note]],
        "laws": [_law(row, reader) for row in facts[LegalBasis]],
        "checked": reader.line(checked(service)),
        "certainty": reader.mark(service.certainty),
        "is_placeholder": service.certainty == Certainty.PLACEHOLDER,
        "sources": [reader.line(source["title"]) for source in service.sources],
        "url": settings.SITE_URL + service.get_absolute_url(),
    }
    return part | {"is_machine": reader.told["machine"] > before}


def checked(row: Verified) -> str:
    """Say when the facts of a record were checked, or that they were not."""
    if row.verified_on is None:
        return _("Not yet checked")
    return _("Checked on %(day)s") % {"day": date_format(row.verified_on, "DATE_FORMAT")}


def contact_lines(keys: Iterable[int], contacts: dict[int, Contact], reader: Reader) -> list[Data]:
    """Return ways to reach somebody, phone numbers first."""
    known = [contacts[key] for key in keys if key in contacts]
    order = list(ContactKind)
    known.sort(key=lambda row: (order.index(ContactKind(row.kind)), row.code))
    return [contact_line(row, reader) for row in known]


def contact_line(row: Contact, reader: Reader) -> Data:
    """Return one way to reach somebody, the number or address as one piece."""
    return {
        "kind": capfirst(row.get_kind_display()),
        "value": reader.line(row.value.removeprefix("https://").rstrip("/")),
        "url": row.url,
        "label": reader.text(row, "label"),
        "hours": reader.text(row, "hours_note"),
        "mark": reader.mark(row.certainty),
        "checked": reader.line(checked(row)),
    }


def _official(service: Service, reader: Reader) -> Data | None:
    """Return the name on forms and letters, unless the title is that name already."""
    shown = read(service.title, reader.language).text
    name = service.official_name
    return None if name == shown else reader.bulgarian(name)


def _fact(row: Any, field: str, reader: Reader) -> Data:
    return {"text": reader.text(row, field), "mark": reader.mark(row.certainty)}


def _documents(rows: list[RequiredDocument], gathered: Gathered, reader: Reader) -> list[Data]:
    parts = []
    for row in rows:
        document = gathered.documents.get(row.document_id)
        if document is None:
            continue
        bulgarian = document.name.get(languages.source_language(), "")
        is_same = read(document.name, reader.language).text == bulgarian
        need = document.translation
        parts.append(
            {
                "name": reader.text(document, "name"),
                "bulgarian": None if is_same else reader.bulgarian(bulgarian),
                "note": reader.text(row, "note"),
                "translation": "" if need == Need.NO else str(Need(need).label),
                "mark": reader.mark(row.certainty),
            }
        )
    return parts


def _step(row: Step, reader: Reader) -> Data:
    return {**_fact(row, "title", reader), "more": reader.text(row, "text")}


def _cost(row: Cost, reader: Reader) -> Data:
    amount = money(row.amount, row.currency) if row.amount else _("free")
    about = euro(row.amount, row.currency) if row.amount and row.currency != "EUR" else ""
    return {
        "amount": reader.line(amount),
        "about": "" if about == amount else reader.line(about),
        **_fact(row, "condition", reader),
    }


def _time(row: TimeLimit, reader: Reader) -> Data:
    start = str(From(row.counts_from).label) if row.counts_from else ""
    return {
        "kind": capfirst(str(TimeLimitKind(row.kind).label)),
        "length": reader.line(length(row.amount, row.unit)),
        "from": _("counted from: %(start)s") % {"start": start} if start else "",
        **_fact(row, "condition", reader),
    }


def _where(rows: ServiceRows, numbers: dict[int, int], reader: Reader) -> Data:
    service = rows.service
    provider = service.provider if service.provider and service.provider.live else None
    offices = sorted(numbers[key] for key in rows.place_keys if key in numbers)
    rule = "" if service.place_rule == PlaceRule.LISTED else PlaceRule(service.place_rule).label
    return {
        "provider": reader.text(provider, "name") if provider else None,
        "provider_bulgarian": _in_bulgarian(provider, reader),
        "rule": capfirst(str(rule)),
        "is_district": service.place_rule == PlaceRule.DISTRICT,
        "offices": offices,
        "online": service.online_url,
    }


def _in_bulgarian(provider: Any, reader: Reader) -> Data | None:
    if provider is None or reader.language == languages.source_language():
        return None
    return reader.bulgarian(provider.name.get(languages.source_language(), ""))


def _note(row: Note, reader: Reader) -> Data:
    return {
        "kind": row.kind,
        "label": str(NoteKind(row.kind).label),
        **_fact(row, "text", reader),
    }


def _law(row: LegalBasis, reader: Reader) -> Data:
    return {"text": reader.text(row, "title"), "article": reader.bulgarian(row.article)}
