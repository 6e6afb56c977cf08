"""The desk's view of the whole site: every text in its latest version and how it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.core.paginator import Page
from django.db import models
from wagtail.admin.paginator import WagtailPaginator
from wagtail.models import Revision

from opencity.core.publication import Publishable
from opencity.core.texts import languages, text_fields
from opencity.translation.enums import Standing
from opencity.translation.pieces import Data, Piece, has_texts, pieces, text_relations
from opencity.translation.queries.records import all_records
from opencity.translation.rules import standings

PER_PAGE = 50
NOBODY = 0
"""Stands in filters for objects without an owner."""

_COUNTS = "translation:counts"
_COUNTS_SECONDS = 60


@dataclass(frozen=True)
class Line:
    """One text of one object in one language."""

    instance: Publishable
    piece: Piece
    language: str
    standing: Standing

    @property
    def text(self) -> str:
        """Return the translation, empty where there is none."""
        return self.piece.texts.get(self.language, "")

    @property
    def direction(self) -> str:
        """Return the direction of the translation."""
        return languages.direction(self.language)

    @property
    def owner(self) -> Any:
        """Return the account that owns the object, or ``None``."""
        return getattr(self.instance, "owner", None)

    @property
    def place(self) -> tuple[str, str, str, str]:
        """Return the arguments of the address where this is translated."""
        meta = self.instance._meta
        return meta.app_label, str(meta.model_name), str(self.instance.pk), self.language


@dataclass
class Desk:
    """Every text of the site, and what can be asked of them."""

    everything: Sequence[Line]

    @cached_property
    def coverage(self) -> dict[str, Counter[Standing]]:
        """Return how many texts stand how, by language, over the whole site."""
        return _count(self.everything)

    @cached_property
    def owners(self) -> list[Any]:
        """Return the accounts that own something with texts, by name."""
        found = {line.owner.pk: line.owner for line in self.everything if line.owner}
        return sorted(found.values(), key=str)

    def lines(
        self,
        *,
        language: str | None = None,
        standing: str | None = None,
        owner: int | None = None,
        model: str | None = None,
    ) -> list[Line]:
        """Return the lines that match.

        ``owner`` is an account's key or ``NOBODY``, ``model`` a label such as ``plan.measure``.
        """
        return [
            line
            for line in self.everything
            if language in (None, line.language)
            and standing in (None, line.standing)
            and model in (None, line.instance._meta.label_lower)
            and _owned_by(line, owner)
        ]

    @staticmethod
    def page(lines: Sequence[Line], number: Any) -> Page:
        """Return one page of lines, the nearest one where the number is none."""
        return WagtailPaginator(lines, PER_PAGE).get_page(number)


def desk() -> Desk:
    """Return the desk over the whole site; its queries depend on the number of models alone."""
    return Desk(_survey())


def _owned_by(line: Line, owner: int | None) -> bool:
    return owner is None or (getattr(line.instance, "owner_id", None) or NOBODY) == owner


def translatable_models() -> list[type[Publishable]]:
    """Return the publishable models that have texts, of all apps, by name."""
    found = [
        model for model in apps.get_models() if issubclass(model, Publishable) and has_texts(model)
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def coverage() -> dict[str, Counter[Standing]]:
    """Return how many texts stand how, by language, counted now."""
    return desk().coverage


def counts() -> Counter[Standing]:
    """Return how many texts stand how in all languages, at most a minute old."""
    return cache.get_or_set(_COUNTS, _total, _COUNTS_SECONDS)  # type: ignore[return-value]  # never None


def _total() -> Counter[Standing]:
    return sum(coverage().values(), Counter())


def forget_counts() -> None:
    """Have the numbers counted anew when they are asked for next."""
    cache.delete(_COUNTS)


def _count(lines: Sequence[Line]) -> dict[str, Counter[Standing]]:
    source = languages.source_language()
    found: dict[str, Counter[Standing]] = {
        code: Counter() for code in languages.codes() if code != source
    }
    for line in lines:
        found[line.language][line.standing] += 1
    return found


def _survey() -> list[Line]:
    """Return every text of every object in its latest version, in each language but the source.

    What is history (``is_history`` of the object) wants no translation any more.
    """
    records = all_records()
    source, wanted = languages.source_language(), languages.codes()
    return [
        Line(row, piece, language, standing)
        for row, data in _latest_versions()
        for piece in pieces(type(row), data)
        for language, standing in standings(piece.texts, source, wanted, records)
    ]


def _latest_versions() -> Iterator[tuple[Publishable, Data]]:
    rows = [row for model in translatable_models() for row in _rows(model)]
    drafts = Revision.objects.in_bulk(
        [row.latest_revision_id for row in rows if row.has_unpublished_changes]
    )
    children = {model: _children(model) for model in {type(row) for row in rows}}
    for row in rows:
        draft = drafts.get(row.latest_revision_id) if row.has_unpublished_changes else None
        yield row, draft.content if draft else _live_data(row, children[type(row)])


def _rows(model: type[Publishable]) -> list[Publishable]:
    # Names of objects often hold something of an object they belong to, so those come along.
    bookkeeping = {field.name for field in Publishable._meta.get_fields()}
    links = [
        field.name
        for field in model._meta.concrete_fields
        if field.many_to_one and field.name not in bookkeeping
    ]
    rows = model._default_manager.select_related(*links)
    return [row for row in rows if not getattr(row, "is_history", False)]


_Children = Mapping[str, Mapping[Any, list[dict[str, Any]]]]


def _children(model: type[Publishable]) -> _Children:
    return {
        relation.get_accessor_name(): _by_parent(relation) for relation in text_relations(model)
    }


def _by_parent(relation: models.ManyToOneRel) -> Mapping[Any, list[dict[str, Any]]]:
    parent = relation.field.attname
    names = [field.name for field in text_fields(relation.related_model)]
    found: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in relation.related_model._default_manager.values(parent, *names):
        found[row.pop(parent)].append(row)
    return found


def _live_data(row: Publishable, children: _Children) -> Data:
    own = {field.name: getattr(row, field.attname) for field in text_fields(row)}
    return own | {name: by_parent.get(row.pk, []) for name, by_parent in children.items()}
