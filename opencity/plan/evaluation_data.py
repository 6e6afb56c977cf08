"""The evaluation report as open data: the same rows as the page, as plain data and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from opencity.core.addresses import addresses_of
from opencity.core.texts import languages
from opencity.core.texts.states import noted_states
from opencity.plan.evaluation import AskedStanding, GoalStanding, MeasureStanding, Report
from opencity.plan.measured import Measured
from opencity.plan.tables import harmless

_HEAD = (
    "kind", "code", "own_word", "reported_until", "finding", "found_on", "indicator", "closeness",
    "origin", "level", "period", "value", "unit", "flags", "way", "standing", "reasons",
)  # fmt: skip


def data_of(report: Report) -> dict[str, Any]:
    """Return a report as plain data in every language; codes stand for sentences."""
    version, summary = report.version, report.summary
    return {
        "plan": version.plan.code,
        "version": version.number,
        "licence": "CC BY 4.0",
        "summary": {
            "goals": summary.goals,
            "goals_with_figure": summary.goals_with_figure,
            "indicators": summary.indicators,
            "indicators_with_figure": summary.indicators_with_figure,
            "indicators_assessed": summary.assessed,
            "ways": {way.value: number for way, number in summary.ways.items()},
            "reasons": summary.reasons,
            "measures": summary.measures,
            "measures_reported": summary.measures_reported,
            "measures_evaluated": summary.measures_evaluated,
            "measures_without_indicator": [row.measure.code for row in report.without_indicator],
        },
        "goals": [_goal(row) for row in report.goals],
        "measures": [_measure(row) for row in report.measures],
        "plan_indicators": [_asked(row) for row in report.asked],
    }


def _goal(row: GoalStanding) -> dict[str, Any]:
    return {
        "code": row.goal.code,
        "title": row.goal.title,
        "url": addresses_of("plan:goal", slug=row.goal.slug),
        "measures": [each.measure.code for each in row.measures],
        "indicators": [_measured(each) for each in row.measured],
        "text_states": noted_states(row.goal),
    }


def _measure(row: MeasureStanding) -> dict[str, Any]:
    return {
        "code": row.measure.code,
        "title": row.measure.title,
        "url": addresses_of("plan:measure", slug=row.measure.slug),
        **_standing(row),
        "indicators": [_measured(each) for each in row.measured],
        "text_states": noted_states(row.measure),
    }


def _standing(row: MeasureStanding) -> dict[str, Any]:
    return {
        "own_word": row.own_word.value if row.own_word else None,
        "reported_until": row.said_until.isoformat() if row.said_until else None,
        "finding": row.rating.value,
        "found_on": row.found_on.isoformat() if row.found_on else None,
    }


def _asked(row: AskedStanding) -> dict[str, Any]:
    return {
        "code": row.indicator.code,
        "name": row.indicator.name,
        "measures": [each.code for each in row.measures],
        "indicators": [_measured(each) for each in row.measured],
        "text_states": noted_states(row.indicator),
    }


def _measured(each: Measured) -> dict[str, Any]:
    """Return an indicator's place in the report; its figures in full are the monitor's data."""
    found = each.judged
    return {
        "indicator": found.indicator.code,
        "title": found.indicator.title,
        "url": addresses_of("monitor:indicator", slug=found.indicator.slug),
        "closeness": each.closeness.value,
        "origin": each.origin.value,
        "level": found.version.level if found.version else None,
        **_figure(each),
        "way": found.way.value,
        "standing": found.assessment.standing.value,
        "reasons": found.reasons,
    }


def _figure(each: Measured) -> dict[str, Any]:
    version, line = each.judged.version, each.judged.line
    row = line.latest if line else None
    return {
        "period": row.period if row else None,
        "value": float(row.value) if row and row.value is not None else None,
        "unit": version.unit if version else None,
        "flags": list(row.flags) if row else [],
    }


def csv_of(data: dict[str, Any]) -> str:
    """Return one row for each link, and one for each row of the plan that nothing measures.

    A cell that a spreadsheet would run as a formula is quoted.
    """
    codes = languages.codes()
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([*_HEAD, *(f"{name}_{code}" for name in ("title", "about") for code in codes)])
    for row in _rows(data):
        texts = [row[name].get(code, "") for name in ("title", "about") for code in codes]
        writer.writerow([_cell(row.get(name)) for name in _HEAD] + [_cell(text) for text in texts])
    return target.getvalue()


def _rows(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for kind, name in (("goal", "goals"), ("measure", "measures"), ("asked", "plan_indicators")):
        for row in data[name]:
            about = {"kind": kind, "title": row.get("title") or row.get("name") or {}}
            for each in row["indicators"] or [{"title": {}}]:
                yield {**row, **each, **about, "about": each["title"]}


def _cell(value: Any) -> str:
    if isinstance(value, list):
        value = " ".join(value)
    if isinstance(value, float):
        return format(value, ".10g")
    return harmless("" if value is None else str(value))
