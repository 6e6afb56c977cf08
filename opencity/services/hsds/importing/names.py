"""Codes and addresses for records that come without, and the rows that others name by them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from anyascii import anyascii
from django.db import models
from django.utils.text import slugify

from opencity.core.content.records import Lookup
from opencity.core.verified import Certainty
from opencity.directory.models import Contact, Organisation, Place
from opencity.services.models import Document, LifeEvent, Service, Topic

_CODE = re.compile(r"[-a-zA-Z0-9_]{1,60}\Z")
_NAMED = (Contact, Document, LifeEvent, Organisation, Place, Service, Topic)
Said = tuple[str, str, str]
"""Kind, value and label of a contact."""


class Names:
    """The codes and addresses that are taken, by model."""

    def __init__(self) -> None:
        self._codes: dict[type[Any], set[str]] = {
            model: set(_column(model, "code")) for model in _NAMED
        }
        self._slugs: dict[type[Any], set[str]] = {
            model: set(_column(model, "slug")) for model in _NAMED if hasattr(model, "slug")
        }

    def code(self, model: type[models.Model], key: str, wish: str = "") -> str:
        """Return a code that is free: the one wished for, else one made of the identifier."""
        hexadecimal = UUID(key).hex
        wishes = (wish, f"hsds-{hexadecimal[:12]}", f"hsds-{hexadecimal}")
        taken = self._codes[model]
        found = next(each for each in wishes if _CODE.match(each) and each not in taken)
        taken.add(found)
        return found

    def slug(self, model: type[models.Model], key: str, name: str, length: int) -> str:
        """Return an address that is free, made of a name in whichever script."""
        taken, base = self._slugs[model], slugify(anyascii(name))[: length - 9].strip("-")
        wishes = [base, f"{base}-{UUID(key).hex[:8]}".strip("-"), UUID(key).hex]
        found = next(each for each in wishes if each and each not in taken)
        taken.add(found)
        return found


def _column(model: Any, name: str) -> Any:
    return model._default_manager.values_list(name, flat=True)


@dataclass
class Directory:
    """What records refer to, by identifier or by what they say; gathers the rows to be made.

    Without ``making`` nothing new is made, as when it is only asked what a record said before.
    """

    language: str
    names: Names = field(default_factory=Names)
    making: bool = True
    new: dict[type[Any], list[Any]] = field(default_factory=dict)
    codes: dict[type[Any], dict[str, str]] = field(default_factory=dict)
    keys: dict[type[Any], dict[str, int]] = field(default_factory=dict)
    contacts: dict[Said, str] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    terms: dict[tuple[type[Any], str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what is there."""
        for model in _NAMED:
            rows = model._default_manager.values_list("uuid", "code", "pk")
            self.codes[model] = {str(key): code for key, code, _pk in rows}
            self.keys[model] = {code: pk for _key, code, pk in rows}
        for row in Contact.objects.only("kind", "value", "label", "code"):
            said = (row.kind, row.value, row.label.get(self.language, ""))
            self.contacts.setdefault(said, row.code)
        for paper in Document.objects.only("name", "code"):
            self.papers.setdefault(paper.name.get(self.language, ""), paper.code)
        for model in (Topic, LifeEvent):
            for term in model.objects.only("name", "code"):
                self.terms.setdefault((model, term.name.get(self.language, "")), term.code)

    def lookup(self) -> Lookup:
        """Return the rows by code as the merging of content wants them, read when asked for."""
        return _Read()

    def contact(self, key: str, kind: str, value: str, label: str, spoken: list[str]) -> str:
        """Return the code of a contact: the one with this identifier, or saying the same."""
        said = (kind, value, label)
        known = self.codes[Contact].get(key) or self.contacts.get(said)
        if known or not self.making:
            return known or f"{kind} {value} {label}"
        row = Contact(
            uuid=UUID(key),
            code=self.names.code(Contact, key),
            kind=kind,
            value=value,
            label={self.language: label} if label else {},
            languages=spoken,
        )
        self.contacts[said] = row.code
        return self._made(row)

    def paper(self, key: str, name: str, *, live: bool) -> str:
        """Return the code of the document with a name."""
        known = self.papers.get(name)
        if known or not self.making:
            return known or name
        row = Document(
            uuid=UUID(key),
            code=self.names.code(Document, key),
            slug=self.names.slug(Document, key, name, 80),
            name={self.language: name},
            certainty=Certainty.PLACEHOLDER,
            live=live,
            has_unpublished_changes=not live,
        )
        self.papers[name] = row.code
        return self._made(row)

    def term(self, model: type[Any], key: str, code: str, name: str, about: str) -> str:
        """Return the code of the topic or life event with an identifier or a name."""
        known = self.codes[model].get(key) or self.terms.get((model, name))
        if known or not self.making:
            return known or name
        row = model(
            uuid=UUID(key),
            code=self.names.code(model, key, code),
            slug=self.names.slug(model, key, name, 60),
            name={self.language: name},
            order=len(self.codes[model]) + 1,
        )
        if model is Topic and about:
            row.summary = {self.language: about}
        self.terms[model, name] = row.code
        return self._made(row)

    def _made(self, row: Any) -> str:
        self.codes[type(row)][str(row.uuid)] = row.code
        self.new.setdefault(type(row), []).append(row)
        return str(row.code)

    def write(self) -> list[Any]:
        """Write the rows gathered and return them."""
        made = []
        for model, rows in self.new.items():
            for row in model.objects.bulk_create(rows):
                self.keys[model][row.code] = row.pk
                made.append(row)
        self.new.clear()
        return made


class _Read(Lookup):
    """Rows by code, each read when somebody refers to it."""

    def find(self, model: type[Any], code: str, entry: Any, key: str) -> models.Model | None:
        """Return the row of a code."""
        found: models.Model | None = model._default_manager.filter(code=code).first()
        return found
