"""CPSV-AP of one service and of all: ``/api/v1/services/S07/cpsv.ttl``, ``…/cpsv.jsonld``."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from opencity.core.pagecache import tag
from opencity.core.problems import ProblemOut
from opencity.core.texts import attach_states
from opencity.services.hsds.facts import Facts
from opencity.services.models import LegalBasis, Service

router = Router(tags=["services"])
_TURTLE = {"responses": {200: {"description": "OK", "content": {"text/turtle": {"schema": {}}}}}}
_LINKED = {
    "responses": {200: {"description": "OK", "content": {"application/ld+json": {"schema": {}}}}}
}


@router.get("/cpsv.ttl", openapi_extra=_TURTLE, summary="All services as CPSV-AP, Turtle")
def all_as_turtle(request: HttpRequest) -> HttpResponse:
    """Return the catalogue of all published services."""
    return _turtle(_every())


@router.get("/cpsv.jsonld", openapi_extra=_LINKED, summary="All services as CPSV-AP, JSON-LD")
def all_as_linked_data(request: HttpRequest) -> HttpResponse:
    """Return the catalogue of all published services."""
    return _linked(_every())


@router.get(
    "/{code}/cpsv.ttl", response={404: ProblemOut}, openapi_extra=_TURTLE,
    summary="A service as CPSV-AP, Turtle",
)  # fmt: skip
def one_as_turtle(request: HttpRequest, code: str) -> HttpResponse:
    """Return a published service."""
    return _turtle(_one(code))


@router.get(
    "/{code}/cpsv.jsonld", response={404: ProblemOut}, openapi_extra=_LINKED,
    summary="A service as CPSV-AP, JSON-LD",
)  # fmt: skip
def one_as_linked_data(request: HttpRequest, code: str) -> HttpResponse:
    """Return a published service."""
    return _linked(_one(code))


def _every() -> list[Service]:
    return list(Service.objects.live().order_by("code"))


def _one(code: str) -> list[Service]:
    rows = list(Service.objects.live().filter(code=code))
    if not rows:
        raise Http404(_("There is no such service."))
    return rows


def _turtle(rows: Sequence[Service]) -> HttpResponse:
    return _answer(serialised(rows, "turtle"), "text/turtle; charset=utf-8")


def _linked(rows: Sequence[Service]) -> HttpResponse:
    return _answer(serialised(rows, "json-ld"), "application/ld+json; charset=utf-8")


def serialised(rows: Sequence[Service], form: str) -> str:
    """Return services as CPSV-AP in ``turtle`` or ``json-ld``."""
    from opencity.services.cpsv.graph import PREFIXES, Catalogue  # rdflib is slow to start

    facts = Facts()
    facts.read_services(rows, full=True)
    facts.read_children(LegalBasis, rows)
    attach_states(rows)
    catalogue = Catalogue(facts)
    catalogue.add(rows)
    if form == "turtle":
        return catalogue.graph.serialize(format="turtle")
    context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    written = catalogue.graph.serialize(format="json-ld", context=context, sort_keys=True)
    return json.dumps(json.loads(written), ensure_ascii=False)


def _answer(body: str, content_type: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    return tag(response, "services", "directory", "texts", any_language=True)
