"""Atom feed of the figures that became public last."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from opencity.core.feeds import MOST, Item, atom
from opencity.core.texts import read
from opencity.monitor import queries
from opencity.monitor.enums import Role
from opencity.monitor.lines import Line, read_by
from opencity.monitor.models import Code, IndicatorVersion, Observation
from opencity.monitor.numbers import period_name, with_unit
from opencity.monitor.pages import unit_codes

_LOOKED_AT = 2_000
"""Newest figures that are looked at: many of them may be of one indicator."""


def figures(request: HttpRequest) -> HttpResponse:
    """Give the indicators whose figures are newest, with what their headlines say now."""
    return atom(
        request,
        name="monitor",
        title=_("Monitor"),
        about=_("How the city and its newcomers fare: every figure with its source."),
        home=reverse("monitor:overview"),
        items=_items(),
    )


def _items() -> Iterator[Item]:
    rows = queries.public_figures().filter(series__role=Role.HEADLINE)
    newest = rows.select_related("series__indicator").order_by("-valid_from", "-time")
    found: dict[int, Observation] = {}
    for row in newest[:_LOOKED_AT]:
        found.setdefault(row.series.indicator_id, row)
    chosen = list(found.values())[:MOST]
    versions = queries.current_versions([row.series.indicator for row in chosen])
    units = unit_codes()
    for row in chosen:
        yield _item(row, versions.get(row.series.indicator_id), units)


def _item(row: Observation, version: IndicatorVersion | None, units: dict[str, Code]) -> Item:
    indicator = row.series.indicator
    said = f"{read(row.series.title).text}, {period_name(row.period)}: "
    read_by(version, [Line(row.series, [row])])
    said += with_unit(row.value, version.unit if version else "", units)
    return Item(
        key=f"monitor/{indicator.code}/{row.valid_from:%Y%m%dT%H%M%S}",
        title=read(indicator.title).text,
        text=f"{said}. {row.reason}" if row.reason else f"{said}.",
        path=indicator.get_absolute_url(),
        at=row.valid_from,
    )
