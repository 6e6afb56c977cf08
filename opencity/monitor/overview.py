"""What the overview and the comparison show: many indicators side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from opencity.core.texts import read
from opencity.core.texts.notices import text_notice
from opencity.monitor import pictures, queries, wording
from opencity.monitor.enums import Role
from opencity.monitor.lines import Line, with_figures
from opencity.monitor.models import (
    Code,
    Indicator,
    IndicatorVersion,
    Mapping,
    Series,
)
from opencity.monitor.models import Target as TargetRow
from opencity.monitor.numbers import flag_labels, period_name, written
from opencity.monitor.pages import Context, answer, assessment_of, crumbs, unit_codes

_MOST_PLACES = 12


@dataclass(frozen=True)
class Card:
    """An indicator with its newest figure and what is to be said of its way."""

    indicator: Indicator
    answer: Context | None
    verdict: str
    line: Line | None
    spark: str = ""


def overview_context() -> Context:
    """All published indicators by domain."""
    rows = list(queries.indicators())
    cards = cards_of(rows)
    domains = list({row.domain_id: row.domain for row in rows}.values())
    return {
        "domains": [
            {"domain": each, "cards": [cards[row.pk] for row in rows if row.domain_id == each.pk]}
            for each in domains
        ],
        "number": len(rows),
        "known": sum(card.answer is not None for card in cards.values()),
        "release": (release := queries.next_release()),
        "next_release": release.public_from if release else None,
        **text_notice([*rows, *domains]),
    }


def cards_of(rows: Sequence[Indicator]) -> dict[int, Card]:
    """Return the cards of some indicators by key; four queries, whatever their number."""
    series = Series.objects.filter(indicator__in=rows)
    lines = with_figures(list(series.filter(role__in=[Role.HEADLINE, Role.REFERENCE])))
    versions = current_versions(rows)
    targets = list(TargetRow.objects.filter(series__indicator__in=rows).order_by("period"))
    units = unit_codes()
    cards = [_card(row, lines, versions.get(row.pk), targets, units) for row in rows]
    titles = [read(row.title).text for row in rows]
    sparks = pictures.of_cards([card.line for card in cards], titles)
    return {
        card.indicator.pk: replace(card, spark=spark)
        for card, spark in zip(cards, sparks, strict=True)
    }


def current_versions(rows: Sequence[Indicator]) -> dict[int, IndicatorVersion]:
    """Return the newest definition of each indicator; one query."""
    versions = IndicatorVersion.objects.filter(indicator__in=rows).order_by("number")
    return {version.indicator_id: version for version in versions}


def profile_context() -> Context:
    """The nine characteristics of an open city, each with the indicators that speak of it."""
    domains = list(queries.characteristics())
    links = Mapping.objects.filter(domain__in=domains, indicator__live=True)
    found = list(links.select_related("indicator__domain"))
    rows = list({link.indicator_id: link.indicator for link in found}.values())
    cards = cards_of(rows)
    return {
        "crumbs": crumbs(),
        "next_release": domains[0].next_release if domains else None,
        "characteristics": [
            {
                "domain": domain,
                "entries": [
                    {"card": cards[link.indicator_id], "closeness": link.get_closeness_display()}
                    for link in found
                    if link.domain_id == domain.pk
                ],
            }
            for domain in domains
        ],
        **text_notice([*domains, *rows]),
    }


def compare_context(asked: QueryDict) -> Context:
    """One indicator for chosen places and years, from the parameters of the address."""
    comparable = _comparable()
    rows = [row for row in queries.indicators() if row.pk in comparable]
    chosen = next((row for row in rows if row.slug == asked.get("indicator")), None)
    lines = _lines_by_place(chosen) if chosen else {}
    places = {row.code: row for row in Code.objects.filter(dimension="REF_AREA")}
    wanted = [code for code in asked.getlist("place") if code in lines] or list(lines)
    start, end = asked.get("start", ""), asked.get("end", "")
    shown = {code: lines[code] for code in wanted[:_MOST_PLACES]}
    periods = sorted({row.period for line in shown.values() for row in line.rows})
    kept = [each for each in periods if (not start or each >= start) and (not end or each <= end)]
    return {
        "crumbs": crumbs(),
        "next_release": rows[0].next_release if rows else None,
        "rows": rows,
        "chosen": chosen,
        "places": [{"code": code, "name": _place(places, code)} for code in lines],
        "wanted": wanted,
        "start": start,
        "end": end,
        "most": _MOST_PLACES,
        "is_too_long": len(wanted) > _MOST_PLACES,
        "columns": [_place(places, code) for code in shown],
        "lines": [
            {"period": period_name(period), "cells": _cells(shown, period)}
            for period in reversed(kept)
        ],
        "address": reverse("monitor:compare"),
        **text_notice([*rows]),
    }


def _card(
    row: Indicator,
    lines: Sequence[Line],
    version: IndicatorVersion | None,
    targets: Sequence[TargetRow],
    units: dict[str, Code],
) -> Card:
    own = [line for line in lines if line.series.indicator_id == row.pk]
    headline = next((line for line in own if line.series.role == Role.HEADLINE), None)
    wanted = headline.series.compared_with_id if headline else None
    reference = next((line for line in own if line.series.pk == wanted), None)
    goals = [each for each in targets if headline and each.series_id == headline.series.pk]
    found = assessment_of(row, version, headline, reference, goals)
    return Card(row, answer(headline, version, units), _short(row, version, found), headline)


def _short(row: Indicator, version: IndicatorVersion | None, found: Any) -> str:
    if version is None or found.question.direction is None or found.last is None:
        return ""
    return wording.verdict(found)


def _comparable() -> set[int]:
    """Return the indicators that have series of more than one place."""
    places: dict[int, set[str]] = {}
    rows: QuerySet[Any, Any] = Series.objects.exclude(role=Role.PART)
    for indicator, dimensions in rows.values_list("indicator_id", "dimensions"):
        places.setdefault(indicator, set()).add(dimensions.get("REF_AREA", ""))
    return {indicator for indicator, found in places.items() if len(found) > 1}


def _lines_by_place(indicator: Indicator) -> dict[str, Line]:
    roles = [Role.HEADLINE, Role.PEER]
    rows = list(queries.series_of([indicator]).filter(role__in=roles))
    lines = with_figures(rows)
    return {line.series.dimensions.get("REF_AREA", ""): line for line in lines if line.rows}


def _place(places: dict[str, Code], code: str) -> str:
    return read(places[code].name).text if code in places else code


def _cells(lines: dict[str, Line], period: str) -> list[dict[str, Any]]:
    found = []
    for line in lines.values():
        row = next((row for row in line.rows if row.period == period), None)
        found.append(
            {"value": written(row.value), "flags": flag_labels(row.flags)}
            if row
            else {"value": "", "flags": []}
        )
    return found
