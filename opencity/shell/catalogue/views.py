"""The catalogue of open data: ``/data/catalog.ttl``, ``/data/catalog.jsonld`` and its page."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe

from opencity.core.pagecache import seconds_until, tag
from opencity.shell.catalogue.entries import entries, keys, next_change
from opencity.shell.catalogue.page import page_context


@require_safe
def turtle(request: HttpRequest) -> HttpResponse:
    """Return the catalogue as Turtle."""
    return _data("turtle", "text/turtle")


@require_safe
def linked_data(request: HttpRequest) -> HttpResponse:
    """Return the catalogue as JSON-LD."""
    return _data("json-ld", "application/ld+json")


@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """Send whoever follows the address of a data set to the page in their language."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("shell:data"))
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """List the open data sets for people."""
    age = seconds_until(next_change())
    return tag(render(request, "shell/data.html", page_context()), *keys(), max_age=age)


def _data(form: str, media_type: str) -> HttpResponse:
    age = seconds_until(next_change())
    body = serialised(form)
    response = HttpResponse(body, content_type=f"{media_type}; charset=utf-8")
    return tag(response, *keys(), max_age=age, any_language=True)


def serialised(form: str) -> str:
    """Return the catalogue in ``turtle`` or ``json-ld``."""
    from opencity.shell.catalogue.graph import Catalogue, prefixes  # rdflib is slow to start

    catalogue = Catalogue()
    catalogue.add(entries())
    if form == "turtle":
        return catalogue.graph.serialize(format="turtle")
    options: dict[str, Any] = {"context": prefixes(), "sort_keys": True}
    written = catalogue.graph.serialize(format="json-ld", **options)
    return json.dumps(json.loads(written), ensure_ascii=False)
