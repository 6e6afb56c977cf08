"""Reads of indicators and what belongs to them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from opencity.monitor.models import (
    Code,
    Domain,
    IndexRun,
    Indicator,
    IndicatorVersion,
    Release,
    Series,
    SeriesBreak,
)

CHARACTERISTIC = "plan-c"
"""Start of the codes of the domains that stand for the nine characteristics of an open city."""


def characteristics() -> QuerySet[Any]:
    """Return the nine characteristics of an open city, each knowing the next release."""
    rows = Domain.objects.filter(code__startswith=CHARACTERISTIC)
    return with_next_release(rows).order_by("order", "code")


def indicators() -> QuerySet[Indicator]:
    """Return the published indicators in the order of the pages."""
    rows = with_next_release(Indicator.objects.live().select_related("domain"))
    return rows.order_by("domain__order", "order", "code")


def published_indicator(slug: str) -> Indicator | None:
    """Return the published indicator of an address."""
    return indicators().filter(slug=slug).first()


def current_version(
    indicator: Indicator, day: datetime.date | None = None
) -> IndicatorVersion | None:
    """Return the definition that holds on a day, by default today; the first one before that."""
    return current_versions([indicator], day).get(indicator.pk)


def current_versions(
    rows: Sequence[Indicator], day: datetime.date | None = None
) -> dict[int, IndicatorVersion]:
    """Return the definition of each indicator that holds on a day; one query.

    Each knows what its unit is called, as ``unit_name``, and from when on its figures cannot be
    compared with earlier ones, as ``broken``.
    """
    asked = day or timezone.localdate()
    found: dict[int, IndicatorVersion] = {}
    for version in _definitions(rows):
        if version.valid_from <= asked or version.indicator_id not in found:
            found[version.indicator_id] = version
    return found


def _definitions(rows: Sequence[Indicator]) -> list[Any]:
    """Return all definitions by their number; a definition comes once for each of its breaks."""
    names = Code.objects.filter(dimension="UNIT", code=OuterRef("unit")).values("name")[:1]
    said = IndicatorVersion.objects.filter(indicator__in=rows).annotate(
        unit_name=Subquery(names),
        break_period=F("breaks__period"),
        break_reason=F("breaks__reason"),
    )
    found: dict[int, Any] = {}
    row: Any
    for row in said.order_by("number", "breaks__period"):
        version = found.setdefault(row.pk, row)
        if version is row:
            version.broken = []
        if row.break_period:
            version.broken.append(
                SeriesBreak(version=version, period=row.break_period, reason=row.break_reason)
            )
    return list(found.values())


def unit_of(version: Any) -> dict[str, Code]:
    """Return the code of a definition's unit by its id; the definition knows its ``unit_name``."""
    if version is None:
        return {}
    return {version.unit: Code(dimension="UNIT", code=version.unit, name=version.unit_name or {})}


def series_of(rows: Sequence[Indicator]) -> QuerySet[Series]:
    """Return the series of some indicators, each indicator's in their order."""
    return Series.objects.filter(indicator__in=rows).order_by("indicator", "order", "key")


def titles_of(rows: Iterable[Series]) -> dict[int, dict[str, str]]:
    """Return titles of series by key; one without is called by the names of its codes.

    A name is given in each language in which one of the codes has it; the others keep their codes.
    """
    names = {(row.dimension, row.code): row.name for row in Code.objects.all()}
    return {row.pk: row.title or _title_of_codes(row, names) for row in rows}


def _title_of_codes(row: Series, names: Mapping[tuple[str, str], dict[str, str]]) -> dict[str, str]:
    known = [(code, names.get((dimension, code), {})) for dimension, code in row.dimensions.items()]
    languages = sorted({language for _code, name in known for language in name})
    return {
        language: ", ".join(name.get(language) or code for code, name in known)
        for language in languages
    }


def with_next_release(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Let each row know, as ``next_release``, when figures become public next."""
    return rows.annotate(next_release=Subquery(releases_to_come().values("public_from")[:1]))


def releases_to_come() -> QuerySet[Release]:
    """Return the releases that are announced and not public yet, the next one first."""
    return Release.objects.filter(public_from__gt=timezone.now()).order_by("public_from", "pk")


def next_release() -> Release | None:
    """Return the release that comes next, if one is announced."""
    return releases_to_come().first()


LARGE_FIELDS = ("recipe_yaml", "framework_csv", "data_csv", "outcome", "selection")
"""Fields of a run that lists of runs leave alone."""


def public_runs() -> QuerySet[IndexRun]:
    """Return the public runs of the openness index, the newest first."""
    return IndexRun.objects.filter(is_public=True).order_by("-made_at", "-pk")


def public_run() -> IndexRun | None:
    """Return the newest public run of the openness index."""
    return public_runs().first()
