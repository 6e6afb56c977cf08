"""The plan as open data: JSON, CSV and JSON-LD, the same published rows as the pages."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from opencity.core.addresses import addresses_of
from opencity.core.pagecache import cached, seconds_until, tag
from opencity.core.problems import ProblemOut
from opencity.core.texts import attach_states, languages
from opencity.core.texts.states import noted_states
from opencity.plan import queries
from opencity.plan.enums import SphereCode
from opencity.plan.evaluation import report_of
from opencity.plan.evaluation_data import csv_of, data_of
from opencity.plan.models import Goal, Measure
from opencity.plan.pages import version_or_404
from opencity.plan.tables import harmless

router = Router(tags=["plan"])
_open = cached("plan", "texts", any_language=True)

TextOut = dict[str, str]


class SpheresOut(Schema):
    """Three separate facts: the document's heading, its marks, and our reading."""

    heading: list[str]
    marked: list[str]
    proposed: list[str]


class GoalOut(Schema):
    """A goal of the plan; ``text_states`` names texts that are not plain, by language."""

    code: str
    title: TextOut
    text: TextOut
    spheres_proposed: list[str]
    url: TextOut
    text_states: dict[str, TextOut] = Field(default_factory=dict)


class MeasureOut(Schema):
    """A measure of the plan; ``text_states`` names texts that are not plain, by language."""

    code: str
    slug: str
    title: TextOut
    summary: TextOut
    what: TextOut
    why: TextOut
    spheres: SpheresOut
    goals: list[str]
    goals_origin: str
    status: str
    starts_on: str | None
    ends_on: str | None
    url: TextOut
    text_states: dict[str, TextOut] = Field(default_factory=dict)


class PlanOut(Schema):
    """The plan in force with its goals and measures; ``text_states`` as with measures."""

    code: str
    title: TextOut
    subtitle: TextOut
    version: int
    status: str
    published_on: str | None
    licence: str
    languages: list[str]
    text_states: dict[str, TextOut] = Field(default_factory=dict)
    goals: list[GoalOut]
    measures: list[MeasureOut]


class MeasuredOut(Schema):
    """An indicator of the monitor that speaks of a goal or measure, with its newest figure."""

    indicator: str
    title: TextOut
    url: TextOut
    closeness: str
    origin: str
    level: str | None
    period: str | None
    value: float | None
    unit: str | None
    flags: list[str]
    way: str
    standing: str
    reasons: list[str]


class GoalEvaluationOut(Schema):
    """A goal with its indicators and the codes of its measures."""

    code: str
    title: TextOut
    url: TextOut
    measures: list[str]
    indicators: list[MeasuredOut]
    text_states: dict[str, TextOut] = Field(default_factory=dict)


class MeasureEvaluationOut(Schema):
    """A measure: its owner's word, the independent finding, the indicators of its effect."""

    code: str
    title: TextOut
    url: TextOut
    own_word: str | None
    reported_until: str | None
    finding: str
    found_on: str | None
    indicators: list[MeasuredOut]
    text_states: dict[str, TextOut] = Field(default_factory=dict)


class AskedOut(Schema):
    """An indicator that the plan names, what answers it and the measures that should move it."""

    code: str
    name: TextOut
    measures: list[str]
    indicators: list[MeasuredOut]
    text_states: dict[str, TextOut] = Field(default_factory=dict)


class EvaluationSummaryOut(Schema):
    """What is known and what is not, counted."""

    goals: int
    goals_with_figure: int
    indicators: int
    indicators_with_figure: int
    indicators_assessed: int
    ways: dict[str, int]
    reasons: dict[str, int]
    measures: int
    measures_reported: int
    measures_evaluated: int
    measures_without_indicator: list[str]


class EvaluationOut(Schema):
    """The evaluation report; ``reasons`` say in codes why nothing can be said of an indicator."""

    plan: str
    version: int
    licence: str
    summary: EvaluationSummaryOut
    goals: list[GoalEvaluationOut]
    measures: list[MeasureEvaluationOut]
    plan_indicators: list[AskedOut]


@router.get("/", response=PlanOut, summary="The plan in force")
@_open
def plan(request: HttpRequest) -> HttpResponse:
    """Return the plan in force with all its goals and measures in every language."""
    return _json(plan_data(), "application/json; charset=utf-8")


@router.get("/measures.csv", summary="The measures as CSV")
@_open
def measures_csv(request: HttpRequest) -> HttpResponse:
    """Return one row a measure; texts in one column for each language."""
    body = csv_text(plan_data()["measures"])
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="measures.csv"'
    return response


@router.get("/plan.jsonld", summary="The plan as JSON-LD")
@_open
def plan_jsonld(request: HttpRequest) -> HttpResponse:
    """Return the plan and its measures in schema.org's words."""
    return _json(linked_data(plan_data()), "application/ld+json; charset=utf-8")


@router.get(
    "/evaluation",
    response={200: EvaluationOut, 404: ProblemOut, 422: ProblemOut},
    openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
    summary="The evaluation of the plan",
)
def evaluation(request: HttpRequest, format: Literal["json", "csv"] = "json") -> HttpResponse:
    """Return what figures, owners and evaluators say of each goal and measure; codes, no score."""
    report = report_of(version_or_404())
    attach_states(report.rows())
    data = data_of(report)
    if format == "csv":
        response = HttpResponse(csv_of(data), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="evaluation.csv"'
    else:
        response = _json(data, "application/json; charset=utf-8")
    age = seconds_until(report.next_release)
    return tag(response, "plan", "monitor", "texts", max_age=age, any_language=True)


def _json(data: Any, content_type: str) -> HttpResponse:
    return HttpResponse(json.dumps(data, ensure_ascii=False), content_type=content_type)


def plan_data() -> dict[str, Any]:
    """Return everything public of the version in force as plain data."""
    version = version_or_404()
    goals = queries.goals(version)
    measures = queries.measures(version, known_goals=goals, full=True)
    attach_states([version.plan, *goals, *measures])
    published = version.published_on
    return {
        "code": version.plan.code,
        "title": version.plan.title,
        "subtitle": version.plan.subtitle,
        "version": version.number,
        "status": version.status,
        "published_on": published.isoformat() if published else None,
        "licence": "CC BY 4.0",
        "languages": list(languages.codes()),
        "text_states": {
            name: states
            for name, states in noted_states(version.plan).items()
            if name in ("title", "subtitle")
        },
        "goals": [_goal(row) for row in goals],
        "measures": [_measure(row) for row in measures],
    }


def _goal(row: Goal) -> dict[str, Any]:
    return {
        "code": row.code,
        "title": row.title,
        "text": row.text,
        "spheres_proposed": row.spheres_proposed,
        "url": addresses_of("plan:goal", slug=row.slug),
    }


def _measure(row: Measure) -> dict[str, Any]:
    return {
        "code": row.code,
        "slug": row.slug,
        "title": row.title,
        "summary": row.summary,
        "what": row.what,
        "why": row.why,
        "spheres": {
            "heading": [row.heading],
            "marked": row.spheres_marked,
            "proposed": row.spheres_proposed,
        },
        "goals": [goal.code for goal in row.goal_list],
        "goals_origin": row.goals_origin,
        "status": row.rating.value,
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "url": addresses_of("plan:measure", slug=row.slug),
        "text_states": noted_states(row),
    }


def csv_text(rows: list[dict[str, Any]]) -> str:
    """Return measures as CSV; a cell that a spreadsheet would run as a formula is quoted."""
    codes = languages.codes()
    texts = ("title", "summary")
    head = ["code", "status", "heading", "marked", "proposed", "goals"]
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([*head, *(f"{name}_{code}" for name in texts for code in codes)])
    for row in rows:
        spheres = [" ".join(row["spheres"][kind]) for kind in ("heading", "marked", "proposed")]
        facts = [row["code"], row["status"], *spheres, " ".join(row["goals"])]
        pieces = [row[name].get(code, "") for name in texts for code in codes]
        writer.writerow([harmless(cell) for cell in (*facts, *pieces)])
    return target.getvalue()


def linked_data(data: dict[str, Any]) -> dict[str, Any]:
    """Return the plan as a schema.org creative work whose parts are its measures."""
    base = f"{settings.SITE_URL}/api/v1/plan/"
    return {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": f"{base}#{data['code']}",
        "name": _tagged(data["title"]),
        "alternativeHeadline": _tagged(data["subtitle"]),
        "version": str(data["version"]),
        "datePublished": data["published_on"],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "inLanguage": data["languages"],
        "hasPart": [_linked_measure(base, row) for row in data["measures"]],
    }


def _linked_measure(base: str, row: dict[str, Any]) -> dict[str, Any]:
    about = [code for code in SphereCode.values if code in row["spheres"]["proposed"]]
    return {
        "@type": "Action",
        "@id": f"{base}#{row['code']}",
        "identifier": row["code"],
        "name": _tagged(row["title"]),
        "description": _tagged(row["summary"]),
        "keywords": about,
        "url": row["url"][languages.source_language()],
    }


def _tagged(text: dict[str, str]) -> list[dict[str, str]]:
    return [{"@value": piece, "@language": code} for code, piece in text.items()]
