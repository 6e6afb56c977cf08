"""Public pages of guides and checklist.

A checklist with answers is made for one person: it is not stored by any cache on the way, and its
address, which holds the answers, is sent to nobody when a link is followed.
"""

from __future__ import annotations

import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from opencity.core.pagecache import cached, tag
from opencity.services import guides as pages
from opencity.services.checklist.calendar import calendar_file
from opencity.services.checklist.forms import ChecklistForm, query_of
from opencity.services.checklist.pages import lines_for, list_context

_journey_page = cached("services", "texts")


@_journey_page
def guides(request: HttpRequest) -> HttpResponse:
    """List the guides."""
    return render(request, "services/guides.html", pages.guides_context())


@_journey_page
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one guide, whole or for one group of people."""
    context = pages.guide_page_context(slug, request.GET.get("for", ""))
    return render(request, "services/guide.html", context)


def checklist(request: HttpRequest) -> HttpResponse:
    """Ask the three questions, or answer them with a list."""
    if ChecklistForm.is_asked(request.GET):
        return _answered(request)
    response = render(request, "services/checklist_form.html", {"form": ChecklistForm()})
    return tag(response, "services", "texts", max_age=_seconds_left_today())


@gzip_page  # the page cache, which compresses everything else, never sees this one
def _answered(request: HttpRequest) -> HttpResponse:
    form = ChecklistForm(request.GET)
    if not form.is_valid():
        response = render(request, "services/checklist_form.html", {"form": form})
    elif request.META["QUERY_STRING"] != (query := query_of(form.answers())):
        response = HttpResponseRedirect(f"{reverse('services:checklist')}?{query}")
    else:
        response = render(request, "services/checklist.html", list_context(form))
    return _for_one_person(response)


def checklist_calendar(request: HttpRequest) -> HttpResponse:
    """Give the deadlines of a checklist as a calendar file."""
    form = ChecklistForm(request.GET)
    if not form.is_valid():
        return _for_one_person(_complaint(form))
    answers = form.answers()
    page_url = f"{reverse('services:checklist')}?{query_of(answers)}"
    content = calendar_file(lines_for(answers, timezone.localdate()), answers, page_url)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="checklist.ics"'
    return _for_one_person(response)


def _complaint(form: ChecklistForm) -> HttpResponse:
    faults = [
        f"{form[name].label}: {' '.join(str(error) for error in errors)}"
        for name, errors in form.errors.items()
    ]
    text = "\n".join([_("The calendar needs the answers of the checklist."), *faults, ""])
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")


def _for_one_person(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _seconds_left_today() -> int:
    """Return how long the form is true: the years that it offers end with today's."""
    now = timezone.localtime()
    tomorrow = now.date() + datetime.timedelta(days=1)
    midnight = timezone.make_aware(datetime.datetime.combine(tomorrow, datetime.time()))
    return max(1, int((midnight - now).total_seconds()))
