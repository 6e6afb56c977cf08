"""Public pages of the monitor; pure functions of public figures, language and the day asked for."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from opencity.core.pagecache import cached, seconds_until, tag
from opencity.core.registries import mentions
from opencity.monitor import comparing, feeds, index_pages, overview, pages, queries
from opencity.monitor.charts.store import download

_PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


def _answer(request: HttpRequest, template: str, context: pages.Context) -> HttpResponse:
    """Render a page and let it be kept."""
    return _kept(render(request, template, context), context["next_release"])


def _kept(response: HttpResponse, release: datetime.datetime | None) -> HttpResponse:
    """Let an answer be kept until a figure changes or the next release becomes public."""
    return tag(response, "monitor", "texts", max_age=seconds_until(release))


def overview_page(request: HttpRequest) -> HttpResponse:
    """Show all indicators by domain."""
    return _answer(request, "monitor/overview.html", overview.overview_context())


def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one indicator, by ``as_of`` as it stood on an earlier day."""
    asked = request.GET.get("as_of", "")
    moment = moment_of(asked)
    context = pages.indicator_page_context(slug, moment)
    if asked and moment is None:
        context["as_of_trouble"] = _("Day: write it like 2026-01-31.")
    context["as_of_asked"] = asked
    keys = [key for each in mentions for key in each.keys]
    return tag(_answer(request, "monitor/indicator.html", context), *keys)


def compare(request: HttpRequest) -> HttpResponse:
    """Compare places, chosen by the address."""
    return _answer(request, "monitor/compare.html", comparing.compare_context(request.GET))


def profile(request: HttpRequest) -> HttpResponse:
    """Show the city by the nine characteristics of an open city."""
    return _answer(request, "monitor/profile.html", overview.profile_context())


def index(request: HttpRequest) -> HttpResponse:
    """Show the newest public run of the openness index, ranks with their intervals."""
    return _answer(request, "monitor/index.html", index_pages.index_page_context(request.GET))


def index_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one public run of the openness index, also when there are newer ones."""
    context = index_pages.index_run_context(pk, request.GET)
    return _answer(request, "monitor/index.html", context)


def feed(request: HttpRequest) -> HttpResponse:
    """Give the figures that became public last as Atom."""
    release = queries.next_release()
    return _kept(feeds.figures(request), release.public_from if release else None)


@cached("monitor", any_language=True)
def chart(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """Give the file of a chart for taking along."""
    found = download(name, kind) if kind in _PICTURES else None
    if found is None:
        raise Http404(_("There is no such chart, or it is not drawn yet."))
    response = HttpResponse(found, content_type=_PICTURES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="chart-{name[:12]}.{kind}"'
    return response


def moment_of(asked: str) -> datetime.datetime | None:
    """Return the end of a day, or a moment, that somebody asks for; ``None`` for neither."""
    try:
        day = parse_date(asked)
        moment = parse_datetime(asked) if day is None else None
    except ValueError:
        return None
    if day is not None:
        moment = datetime.datetime.combine(day, datetime.time.max)
    if moment is None:
        return None
    try:
        aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
        return aware.astimezone(datetime.UTC)
    except (OverflowError, ValueError):
        return None
