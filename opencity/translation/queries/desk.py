"""The desk's view of the whole site: every text and how it stands, read from the list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Count
from wagtail.admin.paginator import WagtailPaginator

from opencity.core.texts import languages
from opencity.translation.enums import Standing
from opencity.translation.models import ListedText, Unlisted
from opencity.translation.pieces import Piece, pieces
from opencity.translation.queries.latest import latest_versions
from opencity.translation.subjects import model_of

PER_PAGE = 50
NOBODY = 0
"""Stands in filters for records without an owner."""
UNFINISHED = (Standing.MISSING, Standing.OUTDATED)
"""What a translator, or a machine, has to write."""

Subject = tuple[str, int]
"""A record: the label of its model and its key."""


@dataclass(frozen=True)
class Line:
    """One text of one record in one language."""

    instance: models.Model
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
        """Return the account that owns the record, or ``None``."""
        return getattr(self.instance, "owner", None)

    @property
    def place(self) -> tuple[str, str, str, str]:
        """Return the arguments of the address where this is translated."""
        meta = self.instance._meta
        return meta.app_label, str(meta.model_name), str(self.instance.pk), self.language


def listed(
    *,
    language: str | None = None,
    standing: str | None = None,
    owner: int | None = None,
    model: str | None = None,
) -> models.QuerySet[ListedText]:
    """Return the texts of the list that match, in order.

    ``owner`` is an account's key or ``NOBODY``, ``model`` a label such as ``plan.measure``.
    """
    chosen = {"language": language, "standing": standing, "model": model}
    rows = ListedText.objects.filter(**{name: value for name, value in chosen.items() if value})
    if owner == NOBODY:
        return rows.filter(owner__isnull=True)
    return rows if owner is None else rows.filter(owner=owner)


def page_of(rows: models.QuerySet[ListedText], number: Any) -> Any:
    """Return one page of the list with its texts, the nearest one where the number is none."""
    page = WagtailPaginator(rows, PER_PAGE).get_page(number)
    page.object_list = lines_of(list(page.object_list))
    return page


def lines_of(rows: list[ListedText]) -> list[Line]:
    """Return the texts of some rows of the list; those that are gone since are left out."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.model].add(row.object_id)
    found = {
        (label, instance.pk): (instance, {piece.key: piece for piece in pieces(model, data)})
        for label, keys in wanted.items()
        if (model := model_of(label)) is not None
        for instance, data in latest_versions(model, keys)
    }
    lines = []
    for row in rows:
        instance, texts = found.get((row.model, row.object_id), (None, {}))
        if instance is not None and row.key in texts:
            lines.append(Line(instance, texts[row.key], row.language, Standing(row.standing)))
    return lines


def tally(rows: models.QuerySet[ListedText]) -> Counter[Standing]:
    """Return how many texts of the list stand how, by one query."""
    counted = rows.order_by().values_list("standing").annotate(number=Count("pk"))
    return Counter({Standing(standing): number for standing, number in counted})


def coverage() -> dict[str, Counter[Standing]]:
    """Return how many texts stand how, by language, over the whole site."""
    source = languages.source_language()
    found: dict[str, Counter[Standing]] = {
        code: Counter() for code in languages.codes() if code != source
    }
    rows = ListedText.objects.order_by().values_list("language", "standing")
    for language, standing, number in rows.annotate(number=Count("pk")):
        if language in found:
            found[language][Standing(standing)] = number
    return found


def counts() -> Counter[Standing]:
    """Return how many texts stand how in all languages."""
    return tally(ListedText.objects.all())


def owners() -> list[Any]:
    """Return the accounts that own something with texts, by name."""
    keys = ListedText.objects.order_by().values_list("owner").distinct()
    return sorted(get_user_model()._default_manager.filter(pk__in=keys), key=str)


def unfinished(language: str, subject: Subject | None = None) -> Mapping[Subject, list[str]]:
    """Return the keys of what is missing or outdated in a language, by record, in order."""
    rows = ListedText.objects.filter(language=language, standing__in=UNFINISHED)
    if subject:
        rows = rows.filter(model=subject[0], object_id=subject[1])
    found: dict[Subject, list[str]] = defaultdict(list)
    for model, key, piece in rows.values_list("model", "object_id", "key"):
        found[model, key].append(piece)
    return found


def is_behind() -> bool:
    """Tell whether the list does not show every change yet."""
    return Unlisted.objects.exists() or not ListedText.objects.exists()
