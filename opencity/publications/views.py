"""Pages, PDFs and plain texts of the packs; pure functions of published data and language.

PDFs and plain texts are not offered to the page cache: a PDF has a shelf of its own on disk, and
answers by its strong ETag.
"""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opencity.core.pagecache import cached
from opencity.publications import pages
from opencity.publications.choosing import Choice, chosen, paper_of
from opencity.publications.contents import contents_of, filename
from opencity.publications.editions import OWN, READY, Busy, Shelf, edition
from opencity.publications.plain import plain_text
from opencity.publications.reader import Data

_packs_page = cached("publications", "services", "directory", "texts")
_TOO_LONG, _BUSY = 400, 503


@_packs_page
def packs(request: HttpRequest) -> HttpResponse:
    """List the ready-made packs and let the reader choose services for their own."""
    return render(request, "publications/packs.html", pages.packs_context(chosen(request.GET)))


@_packs_page
def pack(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a ready-made pack for easy printing."""
    context = pages.pack_context(pages.pack_or_404(slug))
    return render(request, "publications/pack.html", context)


def pack_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give a ready-made pack as PDF."""
    contents = pages.pack_contents(pages.pack_or_404(slug))
    return _pdf(request, contents, slug, READY)


def pack_text(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a ready-made pack as plain text."""
    return _text(pages.pack_contents(pages.pack_or_404(slug)))


def own(request: HttpRequest) -> HttpResponse:
    """Show the reader's own pack for easy printing; without a choice, what can be chosen."""
    choice = chosen(request.GET)
    if not choice.codes or choice.is_too_long:
        return _choose(request, choice)
    _some(choice)
    return render(request, "publications/pack.html", pages.own_context(choice))


def own_pdf(request: HttpRequest) -> HttpResponseBase:
    """Give the reader's own pack as PDF."""
    choice = chosen(request.GET)
    if not choice.codes or choice.is_too_long:
        return _choose(request, choice)
    return _pdf(request, contents_of(_some(choice).selection), "", OWN)


def own_text(request: HttpRequest) -> HttpResponse:
    """Give the reader's own pack as plain text."""
    choice = chosen(request.GET)
    if not choice.codes or choice.is_too_long:
        return _choose(request, choice)
    return _text(contents_of(_some(choice).selection))


def _some(choice: Choice) -> Choice:
    if not choice.selection.services:
        raise Http404(_("None of these services is published."))
    return choice


def _choose(request: HttpRequest, choice: Choice) -> HttpResponse:
    status = _TOO_LONG if choice.is_too_long else 200
    context = pages.packs_context(choice)
    return render(request, "publications/packs.html", context, status=status)


def _pdf(request: HttpRequest, contents: Data, slug: str, shelf: Shelf) -> HttpResponseBase:
    paper = paper_of(request.GET)
    if not paper:
        raise Http404(_("There is no such paper."))
    try:
        made = edition(contents, paper, shelf)
    except Busy:
        return HttpResponse(
            _("Many packs are being made just now. Please try again in a few seconds."),
            status=_BUSY,
            headers={"Retry-After": "5"},
            content_type="text/plain; charset=utf-8",
        )
    etag = f'"{hashlib.sha256(made).hexdigest()[:32]}"'
    name = filename(slug, get_language() or "", paper)
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "ETag": etag,
        "Cache-Control": "no-cache",
    }
    response = HttpResponse(made, content_type="application/pdf", headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response


def _text(contents: Data) -> HttpResponse:
    text = plain_text(contents, pages.issued())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
