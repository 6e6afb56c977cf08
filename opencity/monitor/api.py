"""The monitor as open data: indicators and public figures, also as they stood on a day."""

from __future__ import annotations

import datetime
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from opencity.core.licences import OWN
from opencity.core.problems import ProblemOut
from opencity.monitor import queries
from opencity.monitor.models import Indicator, IndicatorVersion, Observation, Series
from opencity.monitor.opendata.selection import (
    ADDRESS,
    Selection,
    SelectionIn,
    selection,
    tag_until,
)
from opencity.monitor.publishing import FORMATS, Sheet

router = Router(tags=["monitor"])
Answer = HttpResponse | StreamingHttpResponse

_MOST = 5_000


class BreakOut(Schema):
    """From a period on figures cannot be compared with earlier ones, and why."""

    period: str
    reason: dict[str, str]


class VersionOut(Schema):
    """What an indicator measures from a day on."""

    number: int
    valid_from: datetime.date
    concept: dict[str, str]
    numerator: dict[str, str]
    denominator: dict[str, str]
    unit: str
    multiplier: int
    frequency: str
    level: str
    direction: str
    lowest: float | None
    highest: float | None
    method: dict[str, str]
    producer: dict[str, str]
    licence: str
    breaks: list[BreakOut]


class SeriesOut(Schema):
    """A series without its figures; ``id`` is what the parameter ``series`` takes."""

    id: str
    dimensions: dict[str, str]
    title: dict[str, str]
    definition: dict[str, str]
    role: str


class IndicatorOut(Schema):
    """An indicator with its present definition and its series."""

    code: str
    address: str
    title: dict[str, str]
    summary: dict[str, str]
    caveats: dict[str, str]
    unknown: dict[str, str]
    domain: str
    dataset: str
    certainty: str
    base_period: str
    version: VersionOut | None
    series: list[SeriesOut]


class IndicatorsOut(Schema):
    """All published indicators."""

    count: int
    licence: str
    indicators: list[IndicatorOut]


class ObservationOut(Schema):
    """A figure: without a value it is known to be missing; ``flags`` are letters of SDMX."""

    series: str
    period: str
    value: float | None
    flags: list[str]
    low: float | None
    high: float | None
    sample_size: int | None
    note: dict[str, str]
    reason: str
    valid_from: datetime.datetime
    valid_to: datetime.datetime | None
    certainty: str
    sources: list[dict[str, str]]


class ObservationsOut(Schema):
    """Figures by series and period, a page at a time."""

    count: int
    page: int
    pages: int
    size: int
    as_of: datetime.datetime | None
    licence: str
    observations: list[ObservationOut]


class ObservationsIn(SelectionIn):
    """Which figures are asked for, and in which form."""

    format: Literal["json", "csv", "sdmx-csv", "xlsx"] = Field("json")
    page: int = Field(1, ge=1, le=100_000, description="Page of the JSON form.")
    size: int = Field(1_000, ge=1, le=_MOST, description="Figures on a page of the JSON form.")


@router.get("/indicators", response={200: IndicatorsOut}, summary="The indicators")
def indicators(request: HttpRequest) -> HttpResponse:
    """Return the published indicators with what they measure and their series."""
    rows = list(queries.indicators())
    versions = queries.current_versions(rows)
    series: dict[int, list[Series]] = {}
    for each in (found := list(queries.series_of(rows))):
        series.setdefault(each.indicator_id, []).append(each)
    titles = queries.titles_of(found)
    said = [_indicator(row, versions.get(row.pk), series.get(row.pk, []), titles) for row in rows]
    release = rows[0].next_release if rows else None
    return tag_until(_json({"count": len(rows), "licence": OWN, "indicators": said}), release)


@router.get(
    "/observations",
    response={200: ObservationsOut, 404: ProblemOut, 422: ProblemOut},
    summary="The figures",
)
def observations(request: HttpRequest, asked: Annotated[ObservationsIn, Query()]) -> Answer:
    """Return public figures in force, by default now; data formats come whole."""
    chosen = selection(asked)
    rows = chosen.figures.select_related("provenance")
    if asked.format != "json":
        return _file(chosen, rows, asked.format)
    pages = Paginator(rows, asked.size)
    found = list(pages.page(asked.page).object_list) if asked.page <= pages.num_pages else []
    answer = _json(
        {
            "count": pages.count,
            "page": asked.page,
            "pages": pages.num_pages,
            "size": asked.size,
            "as_of": chosen.moment and chosen.moment.isoformat(),
            "licence": OWN,
            "observations": [_observation(row, chosen.series[row.series_id]) for row in found],
        }
    )
    return chosen.tag(answer)


def series_id(series: Series) -> str:
    """Return how a series is called in addresses."""
    return f"{series.indicator.code}/{series.key}"


def _indicator(
    row: Indicator,
    version: IndicatorVersion | None,
    series: Sequence[Series],
    titles: Mapping[int, dict[str, str]],
) -> dict[str, Any]:
    return {
        "code": row.code,
        "address": row.slug,
        "title": row.title,
        "summary": row.summary,
        "caveats": row.caveats,
        "unknown": row.gap,
        "domain": row.domain.code,
        "dataset": row.dataset,
        "certainty": row.certainty,
        "base_period": row.base_period,
        "version": version and _version(version),
        "series": [
            {
                "id": f"{row.code}/{each.key}",
                "dimensions": each.dimensions,
                "title": titles[each.pk],
                "definition": each.definition,
                "role": each.role,
            }
            for each in series
        ],
    }


def _version(version: Any) -> dict[str, Any]:
    return {
        "number": version.number,
        "valid_from": version.valid_from.isoformat(),
        "concept": version.concept,
        "numerator": version.numerator,
        "denominator": version.denominator,
        "unit": version.unit,
        "multiplier": version.multiplier,
        "frequency": version.frequency,
        "level": version.level,
        "direction": version.wish,
        "lowest": _number(version.lowest),
        "highest": _number(version.highest),
        "method": version.method,
        "producer": version.producer,
        "licence": version.licence,
        "breaks": [{"period": each.period, "reason": each.reason} for each in version.broken],
    }


def _observation(row: Observation, series: Series) -> dict[str, Any]:
    return {
        "series": series_id(series),
        "period": row.period,
        "value": _number(row.value),
        "flags": list(row.flags),
        "low": _number(row.low),
        "high": _number(row.high),
        "sample_size": row.sample_size,
        "note": row.note or {},
        "reason": row.reason,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": _shown_end(row.valid_to),
        "certainty": row.provenance.certainty,
        "sources": row.provenance.sources,
    }


def _shown_end(moment: datetime.datetime | None) -> str | None:
    """Return when a state ended; an end that is to come would betray a release."""
    return moment.isoformat() if moment and moment <= timezone.now() else None


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _json(data: Any) -> HttpResponse:
    body = json.dumps(data, ensure_ascii=False)
    return HttpResponse(body, content_type="application/json; charset=utf-8")


def _file(chosen: Selection, rows: QuerySet[Observation], name: str) -> Answer:
    kind = FORMATS[name]
    sheet = Sheet(list(chosen.series.values()))
    found = sheet.rows(rows.iterator(chunk_size=2_000))
    if name == "xlsx":
        with tempfile.SpooledTemporaryFile(max_size=5_000_000) as target:
            kind.write(found, sheet.dimensions, target)
            target.seek(0)
            response: Answer = HttpResponse(target.read(), content_type=kind.content_type)
    else:
        body = _encoded(kind.write(found, sheet.dimensions))
        response = StreamingHttpResponse(body, content_type=kind.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.name}.{kind.ending}"'
    if name == "csv":
        address = f"{ADDRESS}csv-metadata.json{chosen.asked.query()}"
        described = f'<{address}>; rel="describedby"; type="application/csvm+json"'
        response.headers["Link"] = described
    return chosen.tag(response)


def _encoded(pieces: Iterator[str]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece.encode()
