"""The monitor as open data: indicators and public figures, also as they stood on a day."""

from __future__ import annotations

import datetime
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from opencity.core.pagecache import tag
from opencity.core.problems import ProblemOut
from opencity.monitor import queries
from opencity.monitor.keys import pattern_of
from opencity.monitor.methods.periods import time_of
from opencity.monitor.models import Indicator, IndicatorVersion, Observation, Series
from opencity.monitor.overview import current_versions
from opencity.monitor.publishing import FORMATS, Sheet
from opencity.monitor.views import moment_of

router = Router(tags=["monitor"])
Answer = HttpResponse | StreamingHttpResponse

_MOST = 5_000
_KEYS = ("monitor", "texts")
_LICENCE = "CC BY 4.0"
_LENGTHS = {"S": 0.5, "Q": 0.25}
_PERIOD = r"^([0-9]{4}(-(0[1-9]|1[0-2])|-?(M(0[1-9]|1[0-2])|Q[1-4]|S[12]))?)?$"


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


class ObservationsIn(Schema):
    """Which figures are asked for."""

    series: str = Field(
        "",
        max_length=300,
        description="Code of an indicator, or of it and a key: CODE/A.BG.T.Y15-64.FOR.PC. In a key "
        "nothing or * between dots stands for any code, + joins several.",
    )
    as_of: str = Field(
        "",
        description="Moment, or a day for its end: the figures as they stood then.",
        json_schema_extra={"format": "date-time"},
    )
    start: str = Field(
        "", pattern=_PERIOD, description="First period, such as 2015, 2024-Q3 or 2024-07."
    )
    end: str = Field("", pattern=_PERIOD, description="Last period.")
    format: Literal["json", "csv", "sdmx-csv", "xlsx"] = Field("json")
    page: int = Field(1, ge=1, le=100_000, description="Page of the JSON form.")
    size: int = Field(1_000, ge=1, le=_MOST, description="Figures on a page of the JSON form.")


@router.get("/indicators", response={200: IndicatorsOut}, summary="The indicators")
def indicators(request: HttpRequest) -> HttpResponse:
    """Return the published indicators with what they measure and their series."""
    rows = list(queries.indicators())
    versions = current_versions(rows)
    series: dict[int, list[Series]] = {}
    for each in (found := list(queries.series_of(rows))):
        series.setdefault(each.indicator_id, []).append(each)
    titles = queries.titles_of(found)
    said = [_indicator(row, versions.get(row.pk), series.get(row.pk, []), titles) for row in rows]
    release = rows[0].next_release if rows else None
    return _json({"count": len(rows), "licence": _LICENCE, "indicators": said}, release)


@router.get(
    "/observations",
    response={200: ObservationsOut, 404: ProblemOut, 422: ProblemOut},
    summary="The figures",
)
def observations(request: HttpRequest, asked: Annotated[ObservationsIn, Query()]) -> Answer:
    """Return public figures in force, by default now; data formats come whole."""
    chosen = _chosen(asked.series)
    moment = _moment(asked.as_of)
    rows = _of(chosen, asked.series, queries.public_figures(moment))
    rows = _within(rows, asked.start, asked.end).order_by("series_id", "time")
    rows = rows.select_related("provenance")
    release = queries.next_release()
    until = release.public_from if release else None
    if asked.format != "json":
        return _file(chosen, rows, asked.format, until)
    pages = Paginator(rows, asked.size)
    found = list(pages.page(asked.page).object_list) if asked.page <= pages.num_pages else []
    return _json(
        {
            "count": pages.count,
            "page": asked.page,
            "pages": pages.num_pages,
            "size": asked.size,
            "as_of": moment and moment.isoformat(),
            "licence": _LICENCE,
            "observations": [_observation(row, chosen[row.series_id]) for row in found],
        },
        until,
    )


def series_id(series: Series) -> str:
    """Return how a series is called in addresses."""
    return f"{series.indicator.code}/{series.key}"


def _chosen(asked: str) -> dict[int, Series]:
    """Return the series of published indicators that are asked for, by key."""
    code, _slash, key = asked.partition("/")
    rows = Series.objects.filter(indicator__live=True).select_related("indicator")
    if code:
        rows = rows.filter(indicator__code=code)
    found = {row.pk: row for row in rows.order_by("indicator__code", "order", "key")}
    if code and not found:
        raise Http404(
            _("series: there is no published indicator “%(code)s”.") % {"code": code[:60]}
        )
    if key:
        wanted = pattern_of(key)
        found = {pk: row for pk, row in found.items() if wanted.fullmatch(row.key)}
    return found


def _of(chosen: Mapping[int, Series], asked: str, rows: Any) -> Any:
    """Narrow public figures to the series asked for; only a key needs them named one by one."""
    code, _slash, key = asked.partition("/")
    if key:
        return rows.filter(series__in=chosen)
    return rows.filter(series__indicator__code=code) if code else rows


def _moment(asked: str) -> datetime.datetime | None:
    moment = moment_of(asked) if asked else None
    try:
        moment = moment and moment.astimezone(datetime.UTC)
    except OverflowError:
        moment = None
    if asked and moment is None:
        raise HttpError(422, _("as_of: write a day like 2026-01-31, or a moment of ISO 8601."))
    return moment


def _within(rows: Any, start: str, end: str) -> Any:
    if start:
        rows = rows.filter(time__gte=time_of(start))
    if end:
        rows = rows.filter(time__lt=_end_of(end))
    return rows


def _end_of(period: str) -> float:
    """Return where a period ends; a year holds its months."""
    length = {4: 1.0}.get(len(period)) or _LENGTHS.get(period[4:].lstrip("-")[0], 1 / 12)
    return time_of(period) + length - 1e-9


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


def _version(version: IndicatorVersion) -> dict[str, Any]:
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


def _json(data: Any, until: datetime.datetime | None) -> HttpResponse:
    body = json.dumps(data, ensure_ascii=False)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    return tag(response, *_KEYS, max_age=_seconds(until), any_language=True)


def _seconds(until: datetime.datetime | None) -> int | None:
    return max(0, int((until - timezone.now()).total_seconds())) if until else None


def _file(
    chosen: dict[int, Series], rows: Any, name: str, until: datetime.datetime | None
) -> Answer:
    kind = FORMATS[name]
    sheet = Sheet(list(chosen.values()))
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
    return tag(response, *_KEYS, max_age=_seconds(until), any_language=True)


def _encoded(pieces: Iterator[str]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece.encode()
