"""Brings the figures of a content file; what came in another way is never overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from opencity.core.content import Entry
from opencity.core.content.facts import sources
from opencity.core.content.records import Loader
from opencity.core.verified import Certainty
from opencity.monitor.actions.given import NewFigure
from opencity.monitor.actions.recording import record
from opencity.monitor.enums import Agent
from opencity.monitor.loading import schema
from opencity.monitor.methods.figures import Flag
from opencity.monitor.models import Indicator, Observation, Provenance, Series

_FLAGS = frozenset(flag.value for flag in Flag)
_REASON = "The file with the collected figures was corrected."


def bring_figures(
    loader: Loader, entry: Entry, indicator: Indicator, series: dict[str, Series]
) -> None:
    """Record what a file says of the series of an indicator, by origin."""
    batches: dict[str, tuple[dict[str, Any], list[NewFigure]]] = {}
    for each in entry.entries("series"):
        row = series.get(schema.series_key(each))
        if row is not None:
            for origin, figure in _figures(entry, each, row):
                batches.setdefault(repr(origin), (origin, []))[1].append(figure)
    taken = _taken_over(indicator)
    for origin, figures in batches.values():
        wanted = [each for each in figures if (each.series.pk, each.period) not in taken]
        if wanted:
            record(
                actor=None,
                figures=wanted,
                provenance=_provenance(indicator, origin),
                reason=_REASON if _any_known(wanted) else "",
            )


def _figures(
    file: Entry, entry: Entry, series: Series
) -> Iterator[tuple[dict[str, Any], NewFigure]]:
    periods: set[str] = set()
    for each in entry.entries("figures"):
        each.only(
            "period", "value", "flags", "low", "high", "sample_size", "note", "sources", "certainty"
        )
        period = schema.period(each, "period")
        if period in periods:
            raise each.error("period", f"“{period}” stands here twice")
        periods.add(period)
        yield _origin(file, each), _figure(each, series, period)


def _figure(entry: Entry, series: Series, period: str) -> NewFigure:
    value = schema.decimal(entry, "value")
    flags = set(entry.string("flags", default=""))
    if unknown := flags - _FLAGS:
        raise entry.error("flags", f"“{min(unknown)}” is none of {', '.join(sorted(_FLAGS))}")
    if value is None:
        flags.add(Flag.MISSING.value)
    return NewFigure(
        series=series,
        period=period,
        value=value,
        flags="".join(flags),
        low=schema.decimal(entry, "low"),
        high=schema.decimal(entry, "high"),
        sample_size=entry.number("sample_size") if entry.has("sample_size") else None,
        note=entry.text("note", required=False),
    )


def _origin(file: Entry, entry: Entry) -> dict[str, Any]:
    own = entry if entry.has("sources") else file
    certainty = entry if entry.has("certainty") else file
    return {
        "sources": sources(own),
        "certainty": certainty.string("certainty", choices=Certainty.values),
    }


def _provenance(indicator: Indicator, origin: dict[str, Any]) -> Provenance:
    rows = Provenance.objects.filter(
        agent=Agent.CONTENT, dataset=indicator.code, certainty=origin["certainty"]
    )
    known = next((row for row in rows if row.sources == origin["sources"]), None)
    return known or Provenance.objects.create(
        agent=Agent.CONTENT,
        dataset=indicator.code,
        retrieved_on=timezone.localdate(),
        **origin,
    )


def _taken_over(indicator: Indicator) -> set[tuple[int, str]]:
    """Return the figures that did not come from a content file and are in force or to come."""
    rows = Observation.objects.filter(series__indicator=indicator, valid_to__isnull=True)
    others = rows.exclude(provenance__agent=Agent.CONTENT)
    return set(others.values_list("series_id", "period"))


def _any_known(figures: list[NewFigure]) -> bool:
    series = {figure.series.pk for figure in figures}
    return Observation.objects.filter(series__in=series).exists()
