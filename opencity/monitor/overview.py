"""What the overview and the profile show: many indicators side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from opencity.core.texts import read
from opencity.core.texts.notices import text_notice
from opencity.monitor import pictures, queries, wording
from opencity.monitor.enums import Closeness, Role
from opencity.monitor.lines import Line, read_by, with_figures
from opencity.monitor.methods.judgement import Standing
from opencity.monitor.models import (
    Code,
    Indicator,
    IndicatorVersion,
    Mapping,
    Series,
)
from opencity.monitor.models import Target as TargetRow
from opencity.monitor.pages import Context, answer, assessment_of, crumbs, unit_codes


@dataclass(frozen=True)
class Card:
    """An indicator with its newest figure and what is to be said of its way."""

    indicator: Indicator
    answer: Context | None
    verdict: str
    line: Line | None
    spark: str = ""
    is_judged: bool = False


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
    versions = queries.current_versions(rows)
    targets = list(TargetRow.objects.filter(series__indicator__in=rows).order_by("period"))
    units = unit_codes()
    cards = [_card(row, lines, versions.get(row.pk), targets, units) for row in rows]
    titles = [read(row.title).text for row in rows]
    sparks = pictures.of_cards([card.line for card in cards], titles)
    return {
        card.indicator.pk: replace(card, spark=spark)
        for card, spark in zip(cards, sparks, strict=True)
    }


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
                "entries": (
                    entries := _entries(
                        [link for link in found if link.domain_id == domain.pk], cards
                    )
                ),
                "told": _told([entry["card"] for entry in entries]),
            }
            for domain in domains
        ],
        **text_notice([*domains, *rows]),
    }


def _entries(links: Sequence[Mapping], cards: dict[int, Card]) -> list[Context]:
    """Return cards with how well they answer: those that have a figure and mean it first."""
    found = [
        {
            "card": cards[link.indicator_id],
            "remark": link.get_closeness_display() if link.closeness == Closeness.PROXY else "",
        }
        for link in links
    ]
    return sorted(
        found,
        key=lambda entry: (
            entry["card"].answer is None,
            bool(entry["remark"]),
            entry["card"].indicator.order,
        ),
    )


def _told(cards: Sequence[Card]) -> str:
    known = [card for card in cards if card.answer is not None]
    return wording.known(len(cards), len(known), sum(card.is_judged for card in known))


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
    read_by(version, own)
    goals = [each for each in targets if headline and each.series_id == headline.series.pk]
    found = assessment_of(row, version, headline, reference, goals)
    return Card(
        row,
        answer(headline, version, units),
        _short(row, version, found),
        headline,
        is_judged=found.standing is not Standing.CANNOT_BE_ASSESSED,
    )


def _short(row: Indicator, version: IndicatorVersion | None, found: Any) -> str:
    if version is None or found.question.direction is None or found.last is None:
        return ""
    return wording.verdict(found)
