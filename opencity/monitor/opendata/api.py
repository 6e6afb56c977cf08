"""Figures with what they mean: CSVW, data packages, and the tables of codes that they name."""

from __future__ import annotations

import json
import tempfile
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router

from opencity.core.problems import ProblemOut
from opencity.monitor.opendata import csvw, package
from opencity.monitor.opendata.about import about
from opencity.monitor.opendata.selection import Selection, SelectionIn, selection
from opencity.monitor.opendata.tables import INDICATORS, Table, codes_name, tables

router = Router(tags=["monitor"])
Asked = Annotated[SelectionIn, Query()]

_PROBLEMS = {404: ProblemOut, 422: ProblemOut}
_IN_MEMORY = 5_000_000


class CodesIn(SelectionIn):
    """Whose codes are asked for."""

    dimension: str = Field(max_length=40, description="For example REF_AREA.")


def _gives(media_type: str) -> dict[str, Any]:
    return {"responses": {200: {"description": "OK", "content": {media_type: {"schema": {}}}}}}


@router.get(
    "/csv-metadata.json",
    response=_PROBLEMS,
    openapi_extra=_gives(csvw.MEDIA_TYPE),
    summary="What the columns of the CSV mean (CSVW)",
)
def csv_metadata(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Return the description of the CSV that the same parameters give, with its tables of codes."""
    chosen = selection(asked)
    return _json(chosen, csvw.metadata(about(chosen), tables(chosen), _address), csvw.MEDIA_TYPE)


@router.get(
    "/datapackage.json",
    response=_PROBLEMS,
    openapi_extra=_gives(package.MEDIA_TYPE),
    summary="The figures as a Frictionless Data Package",
)
def datapackage(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Return the descriptor of a data package, whose tables stand at their addresses here."""
    chosen = selection(asked)
    found = package.descriptor(about(chosen), tables(chosen), _address)
    return _json(chosen, found, package.MEDIA_TYPE)


@router.get(
    "/datapackage.zip",
    response=_PROBLEMS,
    openapi_extra=_gives("application/zip"),
    summary="The figures as a Frictionless Data Package in one file",
)
def datapackage_zip(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Return figures and codes with ``datapackage.json`` and ``csv-metadata.json``."""
    chosen = selection(asked)
    found = about(chosen)
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as target:
        package.write(found, tables(chosen), target)
        target.seek(0)
        response = HttpResponse(target.read(), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.name}.zip"'
    return chosen.tag(response)


@router.get(
    "/indicators.csv",
    response=_PROBLEMS,
    openapi_extra=_gives("text/csv"),
    summary="The indicators that figures name, as CSV",
)
def indicators_csv(request: HttpRequest, asked: Asked) -> StreamingHttpResponse:
    """Return the indicators of the chosen figures."""
    return _table(selection(asked), INDICATORS)


@router.get(
    "/codes.csv",
    response=_PROBLEMS,
    openapi_extra=_gives("text/csv"),
    summary="The codes of a dimension, as CSV",
)
def codes_csv(request: HttpRequest, asked: Annotated[CodesIn, Query()]) -> StreamingHttpResponse:
    """Return the codes that the chosen figures have for a dimension, with their names."""
    return _table(selection(asked), codes_name(asked.dimension))


def _table(chosen: Selection, name: str) -> StreamingHttpResponse:
    found = next((table for table in tables(chosen) if table.name == name), None)
    if found is None:
        raise Http404(_("dimension: the chosen figures have none of this name."))
    pieces = (piece.encode() for piece in found.lines())
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return chosen.tag(response)


def _address(table: Table) -> str:
    return settings.SITE_URL + table.path


def _json(chosen: Selection, found: Any, media_type: str) -> HttpResponse:
    body = json.dumps(found, ensure_ascii=False)
    return chosen.tag(HttpResponse(body, content_type=f"{media_type}; charset=utf-8"))
