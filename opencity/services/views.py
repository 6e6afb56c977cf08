"""Public pages of services, documents, words and help; pure functions of data and language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opencity.core.pagecache import cached
from opencity.services import pages
from opencity.services.listing import Filters

_page = cached("services", "directory", "texts")


@_page
def services(request: HttpRequest) -> HttpResponse:
    """List the services, narrowed by the parameters ``topic``, ``life_event`` and ``group``."""
    filters = Filters(**{name: request.GET.get(name, "") for name in vars(Filters())})
    context = pages.list_context(filters, request.GET.get("page"))
    return render(request, "services/services.html", context)


@_page
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one service."""
    return render(request, "services/service.html", pages.service_page_context(slug))


@_page
def documents(request: HttpRequest) -> HttpResponse:
    """List the documents that services ask for."""
    return render(request, "services/documents.html", pages.documents_context())


@_page
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """Explain one document."""
    return render(request, "services/document.html", pages.document_page_context(slug))


@_page
def glossary(request: HttpRequest) -> HttpResponse:
    """Explain the words of the offices."""
    return render(request, "services/glossary.html", pages.glossary_context())


@_page
def in_need(request: HttpRequest) -> HttpResponse:
    """Show numbers for emergencies and where to get help."""
    return render(request, "services/help.html", pages.help_context())
