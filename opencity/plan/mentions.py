"""Which goals and measures an indicator of the monitor speaks of, for its own page."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from opencity.monitor.enums import Closeness
from opencity.monitor.models import Indicator
from opencity.plan.models import Goal, Measure

_MODELS: dict[str, type[Any]] = {"goal": Goal, "measure": Measure}


def rows_about(indicator: Indicator) -> list[Any]:
    """Return the goals and measures in force that an indicator is linked to, by one query.

    They hold code, address and title; ``remark`` says how well the indicator answers.
    """
    goals, measures = (_linked(kind, indicator) for kind in _MODELS)
    found = []
    for kind, key, code, slug, title, closeness in goals.union(measures, all=True):
        row = _MODELS[kind](pk=key, code=code, slug=slug, title=title)
        row.remark = Closeness(closeness).label
        found.append(row)
    return sorted(found, key=lambda row: (isinstance(row, Measure), row.code))


def _linked(kind: str, indicator: Indicator) -> QuerySet[Any, Any]:
    rows = _MODELS[kind].objects.in_force().filter(measured_by__indicator=indicator)
    name = Value(kind, output_field=CharField())
    return (
        rows.order_by()
        .annotate(kind=name, closeness=F("measured_by__closeness"))
        .values_list("kind", "pk", "code", "slug", "title", "closeness")
    )
