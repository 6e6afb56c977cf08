"""What a browser asks for to read this site without network."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from opencity.core.pagecache import cached
from opencity.core.registries import sitemap_sections
from opencity.shell.offline.worker import SECTIONS, worker_source


@cached("offline", any_language=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Give the service worker; browsers ask again at each visit and get it anew when it changed."""
    return HttpResponse(worker_source(), content_type="text/javascript; charset=utf-8")


@cached("offline", "texts")
def offline(request: HttpRequest) -> HttpResponse:
    """Say that there is no network, and what can be read without."""
    return render(request, "shell/offline.html")


@cached("services", "directory", "texts")
def pages(request: HttpRequest) -> JsonResponse:
    """List the pages of this language that are kept together for reading without network."""
    return JsonResponse({"pages": sorted(_pages())})


def _pages() -> Iterator[str]:
    for section in sitemap_sections:
        for name, arguments, _changed in section.paths():
            path = reverse(name, kwargs=arguments)
            if path.split("/")[2] in SECTIONS:
                yield path
