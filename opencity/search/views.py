"""The search page, and its list of results alone for as-you-type."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from opencity.core.texts import languages
from opencity.search import queries
from opencity.search.misses import collector
from opencity.search.models import MissedQuery

_LAST_PAGE = 500


@dataclass(frozen=True)
class KindLink:
    """A kind of results with their number; an empty name stands for all kinds."""

    kind: str
    label: str
    count: int
    current: bool


def results(request: HttpRequest) -> HttpResponse:
    """Show what a query finds; htmx receives the list without the page around it."""
    query = request.GET.get("q", "")
    kind = _kind(request.GET.get("kind", ""))
    page = _page(request.GET.get("page", "1"))
    found = queries.search(query, languages.current(), kind or None, page=page)
    if page > 1 and not found.results:
        raise Http404(_("The results end before this page."))
    if not (kind or page > 1 or _is_typing(request)):
        _note(found)
    paginator = Paginator(range(found.total), queries.PAGE_SIZE)
    context = {
        "found": found,
        "kind": kind,
        "kinds": _kind_links(found, kind),
        "pages": paginator.get_page(page),
    }
    template = "search/_results.html" if _wants_part(request) else "search/results.html"
    response = render(request, template, context)
    patch_vary_headers(response, ("HX-Request",))
    return response


def _wants_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _is_typing(request: HttpRequest) -> bool:
    """Tell whether htmx asks for results while the query is still being typed."""
    return request.headers.get("HX-Source") == "input#search-query"


def _note(found: queries.SearchResults) -> None:
    """Remember for editors what found nothing that can be trusted."""
    if found.query and not found.confident:
        outcome = MissedQuery.Outcome.WEAK if found.total else MissedQuery.Outcome.NOTHING
        collector.note(found.query, languages.current(), outcome)


def _kind(name: str) -> str:
    if name and name not in queries.known_kinds():
        raise Http404(_("There are no results of this kind."))
    return name


def _page(number: str) -> int:
    if not number.isascii() or not number.isdecimal() or not 1 <= int(number[:9]) <= _LAST_PAGE:
        raise Http404(_("There is no such page of results."))
    return int(number)


def _kind_links(found: queries.SearchResults, current: str) -> list[KindLink]:
    """Return links to the kinds that were found, and to all of them."""
    labels = queries.known_kinds()
    links = [
        KindLink(kind, labels.get(kind, kind), count, kind == current)
        for kind, count in found.kinds.items()
    ]
    every = KindLink("", _("Everything"), sum(found.kinds.values()), not current)
    return [every, *links] if len(links) > 1 or current else []
