"""Public pages of moderation: vote, write, see what came of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opencity.core.errors import DomainError
from opencity.core.registries import Subject
from opencity.core.texts import languages, read
from opencity.moderation import actions, queries
from opencity.moderation.forms import FeedbackForm, opened_now
from opencity.moderation.limits import within_limit
from opencity.moderation.models import Feedback

_MESSAGES_AN_HOUR = 10


def _subject(kind: str, code: str) -> Subject:
    found = queries.subject_of(kind, code)
    if found is None:
        raise Http404(_("There is no such page."))
    return found


def _private(response: HttpResponse) -> HttpResponse:
    """Keep a page out of search engines, and its address out of what other sites are told."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@csrf_exempt  # the buttons stand on cached pages, which cannot hold a token; see _from_here
@never_cache
@require_POST
def vote(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Count a vote and thank for it; who says no is asked what is missing."""
    _subject(kind, code)
    if not _from_here(request):
        raise PermissionDenied(_("Please vote on the page itself."))
    helpful = request.POST.get("helpful") == "yes"
    if within_limit(request, f"vote:{kind}:{code}", 1, "day"):
        actions.vote(kind=kind, code=code, language=languages.current(), helpful=helpful)
    arguments = {"kind": kind, "code": code}
    if helpful:
        return HttpResponseRedirect(reverse("moderation:thanks", kwargs=arguments))
    return HttpResponseRedirect(reverse("moderation:write", kwargs=arguments))


def _from_here(request: HttpRequest) -> bool:
    """Tell whether a page of this very site sent a form, as far as the browser says."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


@never_cache
@require_GET
def thanks(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Thank for a vote."""
    context = _about(kind, code)
    return _private(render(request, "moderation/thanks.html", context))


def _about(kind: str, code: str) -> dict[str, Any]:
    subject = _subject(kind, code)
    return {
        "subject": subject,
        "subject_title": read(subject.title),
        "kind": kind,
        "code": code,
        "crumbs": [{"label": read(subject.title).text, "url": subject.url}],
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Show the form of a message and take it in."""
    context = _about(kind, code)
    form = FeedbackForm(request.POST or None, initial={"opened": opened_now()})
    if request.method == "POST" and form.is_valid():
        return _receive(request, form, context)
    if form.is_bound:
        form.data = {**request.POST.dict(), "opened": opened_now()}
    status = 422 if form.is_bound else 200
    page = render(request, "moderation/write.html", {**context, "form": form}, status=status)
    return _private(page)


def _receive(request: HttpRequest, form: FeedbackForm, context: dict[str, Any]) -> HttpResponse:
    if form.is_trapped:
        # A program is thanked like a person and learns nothing.
        return HttpResponseRedirect(
            reverse("moderation:thanks", kwargs={"kind": context["kind"], "code": context["code"]})
        )
    if not within_limit(request, "feedback", _MESSAGES_AN_HOUR, "hour"):
        form.add_error(None, _("Many messages came from here. Please send yours in an hour."))
        page = render(request, "moderation/write.html", {**context, "form": form}, status=429)
        return _private(page)
    row = actions.receive(
        kind=context["kind"],
        code=context["code"],
        language=get_language() or languages.source_language(),
        problem=form.cleaned_data["problem"],
        text=form.cleaned_data["text"],
        email=form.cleaned_data["email"],
        seconds=form.cleaned_data["opened"],
    )
    return HttpResponseRedirect(reverse("moderation:status", kwargs={"token": row.token}))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest, token: str) -> HttpResponse:
    """Show what came of a message to who has its link, and erase it if they want."""
    row = Feedback.objects.filter(token=token).first()
    if row is None:
        raise Http404(_("There is no such message."))
    if request.method == "POST":
        _withdraw(token)
        return HttpResponseRedirect(reverse("moderation:status", kwargs={"token": token}))
    subject = queries.subject_of(row.subject_kind, row.subject_code)
    context = {
        "feedback": row,
        "subject": subject,
        "subject_title": read(subject.title) if subject else None,
        "language_direction": languages.direction(row.language),
    }
    return _private(render(request, "moderation/status.html", context))


def _withdraw(token: str) -> None:
    try:
        actions.withdraw(token=token)
    except DomainError:
        # Pressed twice: it is erased, which is what was wanted.
        return
