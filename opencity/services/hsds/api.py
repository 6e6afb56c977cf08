"""The HSDS 3.0 read interface under ``/api/hsds/``: public, read-only, live rows only."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from hashlib import blake2b
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Query

from opencity.core.pagecache import tag
from opencity.core.problems import tell_problems
from opencity.services.hsds import filters, lists, terms
from opencity.services.hsds.asking import (
    AllServicesIn,
    In,
    LinksIn,
    OrganisationIn,
    OrganisationsIn,
    PageIn,
    TermsIn,
)
from opencity.services.hsds.filters import Wanted
from opencity.services.hsds.lists import Listing
from opencity.services.hsds.package import package
from opencity.services.hsds.schemas import components, page_of, reference
from opencity.services.hsds.shape import PROFILE, VERSION
from opencity.services.hsds.trees import Tree
from opencity.services.models import Service

KEYS = ("services", "directory", "texts")


class HsdsAPI(NinjaAPI):
    """The interface with the standard's own schemas in its OpenAPI document."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """Return the document with the schemas that the operations refer to."""
        document = super().get_openapi_schema(*args, **kwargs)
        document["components"]["schemas"] |= components()
        return document


api = HsdsAPI(
    title="Open City: services as HSDS",
    version=VERSION,
    description="The city's services in the Human Services Data Specification of Open Referral. "
    "Everything here is public and read-only.",
    urls_namespace="hsds",
    docs_url=None,
)


_PROBLEM = {"application/json": {"schema": reference("problem")}}
_WRONG = {"description": "A parameter is wrong", "content": _PROBLEM}


def _answers(schema: Tree, *, missing: bool = False) -> dict[str, Any]:
    """Return what an operation may answer, for the OpenAPI document."""
    found: dict[Any, Any] = {
        200: {"description": "OK", "content": {"application/json": {"schema": schema}}},
        422: _WRONG,
    }
    if missing:
        found[404] = {"description": "There is no such record", "content": _PROBLEM}
    return {"responses": found}


def _list(*names: str) -> dict[str, Any]:
    answers = _answers(page_of(*names))
    answers["responses"][200]["content"]["application/x-ndjson"] = {"schema": {}}
    return answers


tell_problems(api)


@api.get("/", openapi_extra=_answers({"type": "object"}), summary="About this interface")
def about(request: HttpRequest) -> HttpResponseBase:
    """Tell the version, the profile and where the OpenAPI document is."""
    base = f"{settings.SITE_URL}/api/hsds"
    data = {"version": VERSION, "profile": PROFILE, "openapi_url": f"{base}/openapi.json"}
    return _json(request, data)


@api.get(
    "/services", openapi_extra=_list("service_in_list", "service", "minimal_service"),
    summary="Services",
)  # fmt: skip
def services(request: HttpRequest, asked: Annotated[AllServicesIn, Query()]) -> HttpResponseBase:
    """Return a page of services."""
    write: Callable[..., list[Tree]] = partial(
        lists.write_services, language=asked.language, full=asked.full
    )
    if asked.minimal:
        write = lists.write_minimal
    return _page(request, Listing(filters.services(asked.wanted()), write), asked)


@api.get(
    "/services/{id}", openapi_extra=_answers(reference("service"), missing=True),
    summary="One service",
)  # fmt: skip
def one_service(request: HttpRequest, id: UUID, asked: Annotated[In, Query()]) -> HttpResponseBase:
    """Return a service with everything that belongs to it."""
    rows = list(Service.objects.live().filter(uuid=id))
    return _one(request, lists.write_services(rows, asked.language, full=True))


@api.get(
    "/organizations", openapi_extra=_list("organization_in_list", "organization"),
    summary="Organisations",
)  # fmt: skip
def organizations(
    request: HttpRequest, asked: Annotated[OrganisationsIn, Query()]
) -> HttpResponseBase:
    """Return a page of organisations."""
    write = partial(
        lists.write_organisations,
        language=asked.language,
        full=asked.full,
        full_service=asked.full_service,
    )
    return _page(request, Listing(filters.organisations(asked.search), write), asked)


@api.get(
    "/organizations/{id}", openapi_extra=_answers(reference("organization"), missing=True),
    summary="One organisation",
)  # fmt: skip
def one_organization(
    request: HttpRequest, id: UUID, asked: Annotated[OrganisationIn, Query()]
) -> HttpResponseBase:
    """Return an organisation with its places and services."""
    rows = list(filters.organisations("").filter(uuid=id))
    trees = lists.write_organisations(
        rows, asked.language, full=True, full_service=asked.full_service
    )
    return _one(request, trees)


@api.get(
    "/service_at_locations",
    openapi_extra=_list("service_at_location_in_list", "service_at_location"),
    summary="Services at locations",
)
def service_at_locations(
    request: HttpRequest, asked: Annotated[LinksIn, Query()]
) -> HttpResponseBase:
    """Return a page of services at locations."""
    wanted = asked.wanted(postcode=asked.postcode, proximity=asked.proximity)
    write = partial(lists.write_links, language=asked.language, full=asked.full)
    return _page(request, Listing(filters.links(wanted), write), asked)


@api.get(
    "/service_at_locations/{id}",
    openapi_extra=_answers(reference("service_at_location"), missing=True),
    summary="One service at a location",
)
def one_service_at_location(
    request: HttpRequest, id: UUID, asked: Annotated[In, Query()]
) -> HttpResponseBase:
    """Return a service at a location with both."""
    link = lists.find_link(id, filters.links(Wanted()))
    rows = [] if link is None else [link]
    return _one(request, lists.write_links(rows, asked.language, full=True))


@api.get("/taxonomies", openapi_extra=_list("taxonomy"), summary="Taxonomies")
def taxonomies(request: HttpRequest, asked: Annotated[PageIn, Query()]) -> HttpResponseBase:
    """Return a page of the taxonomies from which attributes take their terms."""
    return _page_of(request, terms.taxonomies(asked.language), asked)


@api.get(
    "/taxonomies/{id}", openapi_extra=_answers(reference("taxonomy"), missing=True),
    summary="One taxonomy",
)  # fmt: skip
def one_taxonomy(request: HttpRequest, id: UUID, asked: Annotated[In, Query()]) -> HttpResponseBase:
    """Return a taxonomy."""
    return _one(request, [row for row in terms.taxonomies(asked.language) if row["id"] == str(id)])


@api.get("/taxonomy_terms", openapi_extra=_list("taxonomy_term"), summary="Terms")
def taxonomy_terms(request: HttpRequest, asked: Annotated[TermsIn, Query()]) -> HttpResponseBase:
    """Return a page of terms; ours have no parents, so all of them are at the top."""
    taxonomy = str(asked.taxonomy_id or "")
    rows = [] if asked.parent_id else terms.terms(asked.language, taxonomy)
    return _page_of(request, rows, asked)


@api.get(
    "/taxonomy_terms/{id}", openapi_extra=_answers(reference("taxonomy_term"), missing=True),
    summary="One term",
)  # fmt: skip
def one_taxonomy_term(
    request: HttpRequest, id: UUID, asked: Annotated[In, Query()]
) -> HttpResponseBase:
    """Return a term."""
    return _one(request, [row for row in terms.terms(asked.language) if row["id"] == str(id)])


@api.get(
    "/package.zip",
    openapi_extra={
        "responses": {
            200: {"description": "OK", "content": {"application/zip": {"schema": {}}}},
            422: _WRONG,
        }
    },
    summary="Everything as a data package",
)
def data_package(request: HttpRequest, asked: Annotated[In, Query()]) -> HttpResponseBase:
    """Return all tables of HSDS as CSV with their description, in a zip archive."""
    response = HttpResponse(package(asked.language), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="hsds-package.zip"'
    return _tagged(request, response)


def _page(request: HttpRequest, listing: Listing, asked: PageIn) -> HttpResponseBase:
    if asked.format == "ndjson":
        return _lines(listing.all())
    return _json(request, listing.page(asked.page, asked.per_page))


def _page_of(request: HttpRequest, trees: list[Tree], asked: PageIn) -> HttpResponseBase:
    word = asked.search.casefold()
    found = [tree for tree in trees if word in tree["name"].casefold()]
    if asked.format == "ndjson":
        return _lines(found)
    start = (asked.page - 1) * asked.per_page
    contents = found[start : start + asked.per_page]
    return _json(request, lists.page(len(found), asked.page, asked.per_page, contents))


def _lines(trees: Iterable[Tree]) -> StreamingHttpResponse:
    lines = (json.dumps(tree, ensure_ascii=False) + "\n" for tree in trees)
    return StreamingHttpResponse(lines, content_type="application/x-ndjson")


def _one(request: HttpRequest, trees: list[Tree]) -> HttpResponseBase:
    if not trees:
        raise Http404(_("There is no such record."))
    return _json(request, trees[0])


def _json(request: HttpRequest, data: Any) -> HttpResponseBase:
    body = json.dumps(data, ensure_ascii=False)
    return _tagged(request, HttpResponse(body, content_type="application/json; charset=utf-8"))


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Offer an answer to the page cache; a reader who has it already is told so."""
    etag = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
    response.headers["ETag"] = etag
    tag(response, *KEYS, any_language=True)
    return get_conditional_response(request, etag=etag, response=response) or response
