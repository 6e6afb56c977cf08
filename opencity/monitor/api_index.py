"""Public runs of the openness index as open data: with all that is needed to repeat them."""

from __future__ import annotations

import csv
import datetime
import io
import json
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Router, Schema

from opencity.core.pagecache import tag
from opencity.core.problems import ProblemOut
from opencity.monitor import queries
from opencity.monitor.handed_in import FILES
from opencity.monitor.models import IndexRun

router = Router(tags=["monitor"])

_KEYS = ("monitor", "texts")
_MOST = 500
_MEDIA_TYPES = ("text/csv", "application/yaml", "application/json")
_CSV = "text/csv; charset=utf-8"
Key = Annotated[int, Path(ge=1)]
_COLUMNS = ("score", "rank", "rank_low", "rank_median", "rank_high", "rank_kept")


class RunOut(Schema):
    """A public run without its inputs; ``hash`` is of recipe, framework and data."""

    id: int
    title: dict[str, str]
    hash: str
    seed: int
    draws: int
    method: str
    made_at: datetime.datetime
    published_at: datetime.datetime | None
    seconds: float | None
    files: dict[str, str]


class WholeRunOut(RunOut):
    """A public run with its inputs as files have them, and its outcome."""

    recipe: str
    framework: str
    data: str
    selection: dict[str, Any]
    outcome: dict[str, Any]


class RunsOut(Schema):
    """Public runs of the index, the newest first."""

    count: int
    runs: list[RunOut]


@router.get("/index-runs/", include_in_schema=False)
@router.get("/index-runs", response={200: RunsOut}, summary="Runs of the openness index")
def runs(request: HttpRequest) -> HttpResponse:
    """Return the public runs, without inputs and outcomes."""
    rows = queries.public_runs().defer(*queries.LARGE_FIELDS)[:_MOST]
    found = [_run(row) for row in rows]
    return _json({"count": len(found), "runs": found})


@router.get(
    "/index-runs/{pk}",
    response={200: WholeRunOut, 404: ProblemOut, 422: ProblemOut},
    summary="One run with all that is needed to repeat it",
)
def run(request: HttpRequest, pk: Key) -> HttpResponse:
    """Return a public run whole."""
    row = _found(pk)
    return _json(
        _run(row)
        | {
            "recipe": row.recipe_yaml,
            "framework": row.framework_csv,
            "data": row.data_csv,
            "selection": row.selection,
            "outcome": row.outcome,
        }
    )


@router.get(
    "/index-runs/{pk}/{name}",
    response={404: ProblemOut, 422: ProblemOut},
    summary="One file of a run",
    openapi_extra={
        "responses": {
            200: {
                "description": "recipe.yaml, framework.csv, data.csv, outcome.csv or outcome.json",
                "content": dict.fromkeys(_MEDIA_TYPES, {"schema": {}}),
            }
        }
    },
)
def file(request: HttpRequest, pk: Key, name: str) -> HttpResponse:
    """Return an input of a public run as a file, or its outcome."""
    kinds = {
        FILES["recipe"]: (lambda row: row.recipe_yaml, "application/yaml; charset=utf-8"),
        FILES["framework"]: (lambda row: row.framework_csv, _CSV),
        FILES["data"]: (lambda row: row.data_csv, _CSV),
        "outcome.csv": (outcome_csv, _CSV),
        "outcome.json": (
            lambda row: json.dumps(row.outcome, ensure_ascii=False, indent=1),
            "application/json; charset=utf-8",
        ),
    }
    if name not in kinds:
        told = _("A run has no such file; it has %(names)s.")
        raise Http404(told % {"names": ", ".join(kinds)})
    text, content_type = kinds[name]
    response = HttpResponse(text(_found(pk)), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return tag(response, *_KEYS, any_language=True)


def outcome_csv(row: IndexRun) -> str:
    """Return scores and ranks of the index and of all below it, one line each."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["unit", "name", "time", "aggregate", *_COLUMNS])
    for unit in row.results["units"]:
        for code, found in unit["aggregates"].items():
            start = [unit["code"], unit["name"], unit.get("time", ""), code]
            writer.writerow([*start, *(found[column] for column in _COLUMNS)])
    return written.getvalue()


def _found(pk: int) -> IndexRun:
    row = queries.public_runs().filter(pk=pk).first()
    if row is None:
        raise Http404(_("There is no such public run of the index."))
    return row


def _run(row: IndexRun) -> dict[str, Any]:
    names = [*FILES.values(), "outcome.csv", "outcome.json"]
    return {
        "id": row.pk,
        "title": row.title,
        "hash": row.hash,
        "seed": row.seed,
        "draws": row.draws,
        "method": row.method,
        "made_at": row.made_at.isoformat(),
        "published_at": row.published_at and row.published_at.isoformat(),
        "seconds": row.seconds,
        "files": {name: f"/api/v1/monitor/index-runs/{row.pk}/{name}" for name in names},
    }


def _json(data: Any) -> HttpResponse:
    body = json.dumps(data, ensure_ascii=False)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    return tag(response, *_KEYS, any_language=True)
