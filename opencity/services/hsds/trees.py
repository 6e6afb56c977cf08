"""Writes published rows as HSDS 3.0: plain dictionaries without anything that is empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.urls import NoReverseMatch
from django.utils.translation import get_language, override

from opencity.core.texts import languages, read
from opencity.directory.enums import ContactKind
from opencity.directory.models import Contact
from opencity.services.hsds import words

Tree = dict[str, Any]
_web_address = URLValidator(schemes=["http", "https"])
_SLUG = "-slug-"
SPOKEN = (ContactKind.PHONE, ContactKind.SMS)
WEB = (ContactKind.WEB, ContactKind.FORM)


def child_id(parent: UUID, kind: str, position: int | str) -> str:
    """Return the identifier of a row that has none of its own: made of its parent and place."""
    return str(uuid5(parent, f"{kind}:{position}"))


def compact(tree: Mapping[str, Any], *keep: str) -> Tree:
    """Return a record without what is empty; the fields named stay as empty text."""
    filled = {key: value for key, value in tree.items() if value not in (None, "", [], {})}
    return {key: filled.get(key, "") for key in tree if key in filled or key in keep}


def text(value: Mapping[str, str] | None, language: str) -> str:
    """Return a text in a language, or what stands in for it."""
    if not value:
        return ""
    # Nearly every text is there, and lists have thousands of them.
    return value.get(language) or read(value, language).text


def address_of(row: Any, language: str) -> str:
    """Return the address of a record's page on this site."""
    model: Any = type(row)
    return _address(model, language).replace(_SLUG, row.slug)


@cache
def _address(model: Any, language: str) -> str:
    with override(language):
        try:
            return settings.SITE_URL + str(model(slug=_SLUG).get_absolute_url())
        except NoReverseMatch:
            return ""


def ordered(contacts: Iterable[Contact], *kinds: str) -> list[Contact]:
    """Return contacts of some kinds in an order that does not depend on this installation."""
    chosen = [row for row in contacts if row.kind in kinds]
    return sorted(chosen, key=lambda row: (row.value, text(row.label, languages.source_language())))


def phones(owner: UUID, name: str, contacts: Iterable[Contact], language: str) -> list[Tree]:
    """Return the telephones of a record with the languages in which they answer."""
    return [
        _phone(owner, name, position, row, language)
        for position, row in enumerate(ordered(contacts, *SPOKEN))
    ]


def _phone(owner: UUID, name: str, position: int, row: Contact, language: str) -> Tree:
    key = child_id(owner, "phone", position)
    about = [text(row.label, language), text(row.hours_note, language)]
    return compact(
        {
            "id": key,
            f"{name}_id": str(owner),
            "number": row.value,
            "type": "sms" if row.kind == ContactKind.SMS else "voice",
            "description": "\n".join(filter(None, about)),
            "languages": spoken(UUID(key), "phone", row.languages),
        }
    )


def spoken(owner: UUID, name: str, codes: Iterable[str]) -> list[Tree]:
    """Return languages by their own names."""
    return [
        {
            "id": child_id(owner, "language", code),
            f"{name}_id": str(owner),
            "name": languages.name(code),
            "code": code,
        }
        for code in codes
    ]


def mailboxes(owner: UUID, name: str, contacts: Iterable[Contact], language: str) -> list[Tree]:
    """Return the e-mail addresses of a record as its contacts."""
    return [
        compact(
            {
                "id": child_id(owner, "contact", position),
                f"{name}_id": str(owner),
                "name": text(row.label, language),
                "email": row.value,
            }
        )
        for position, row in enumerate(ordered(contacts, ContactKind.EMAIL))
        if is_sound(row)
    ]


def first(contacts: Iterable[Contact], *kinds: str) -> str:
    """Return the value of the first sound contact of some kinds."""
    return next((row.value for row in ordered(contacts, *kinds) if is_sound(row)), "")


def is_sound(row: Contact) -> bool:
    """Tell whether an address is one, for nobody checked what the office typed."""
    return _is_sound(row.kind, row.value)


@lru_cache(maxsize=4096)
def _is_sound(kind: str, value: str) -> bool:
    check = validate_email if kind == ContactKind.EMAIL else _web_address
    try:
        check(value)
    except ValidationError:
        return False
    return True


def choice(owner: UUID, entity: str, taxonomy: str, code: str, value: str = "") -> Tree:
    """Return an attribute whose term is one of some fixed words."""
    term = {
        "id": str(words.term_id(taxonomy, code)),
        "code": code,
        "name": words.label(taxonomy, code, get_language()),
        "description": "",
    }
    return _attribute(owner, entity, taxonomy, term, value)


def named(owner: UUID, entity: str, taxonomy: str, row: Any, language: str) -> Tree:
    """Return an attribute whose term is a row of ours: a topic or a life event."""
    term = {
        "id": str(row.uuid),
        "code": row.code,
        "name": text(row.name, language),
        "description": text(getattr(row, "summary", None), language),
    }
    return _attribute(owner, entity, taxonomy, term, "")


def _attribute(owner: UUID, entity: str, taxonomy: str, term: Tree, value: str) -> Tree:
    return compact(
        {
            "id": child_id(owner, f"attribute {taxonomy}", term["id"]),
            "link_id": str(owner),
            "taxonomy_term_id": term["id"],
            "link_type": taxonomy,
            "link_entity": entity,
            "value": value,
            "taxonomy_term": _term(taxonomy, term),
        }
    )


def _term(taxonomy: str, term: Tree) -> Tree:
    key = str(words.taxonomy_id(taxonomy))
    name = words.name(taxonomy, get_language())
    return {
        **term,
        "taxonomy": name,
        "taxonomy_detail": {"id": key, "name": name, "description": ""},
        "taxonomy_id": key,
    }
