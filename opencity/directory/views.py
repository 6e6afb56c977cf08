"""Public pages of the directory: functions of published data, language and the time of day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opencity.core.pagecache import tag
from opencity.core.registries import place_uses
from opencity.directory import pages
from opencity.directory.hours import seconds_left
from opencity.directory.models import Place


def offices(request: HttpRequest) -> HttpResponse:
    """List all offices with the map of the districts."""
    context = pages.offices_context()
    return _page(request, "offices", context, context["places"])


def district(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a district and its offices."""
    context = pages.district_context(slug)
    return _page(request, "district", context, context["places"])


def office(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one office."""
    context = pages.office_page_context(slug)
    keys = [key for use in place_uses for key in use.keys]
    return _page(request, "office", context, [context["place"]], *keys)


def organisations(request: HttpRequest) -> HttpResponse:
    """List who helps and who decides."""
    return _page(request, "organisations", pages.organisations_context(), [])


def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """Show one organisation."""
    context = pages.organisation_page_context(code)
    return _page(request, "organisation", context, context["places"])


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], shown: Iterable[Place], *keys: str
) -> HttpResponse:
    """Render a page that may be kept until one of its places opens or closes."""
    response = render(request, f"directory/{name}.html", context)
    return tag(response, "directory", "texts", *keys, max_age=seconds_left(shown))
