"""Home page, sitemap, robots and error pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language_from_request, override

from opencity.core.pagecache import cached
from opencity.core.registries import sitemap_sections
from opencity.core.texts import languages
from opencity.shell.pages import home_context


def entrance(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the home page in the language their device asks for."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("shell:home"))
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


@cached("plan", "services", "texts", "home")
def home(request: HttpRequest) -> HttpResponse:
    """Welcome a visitor."""
    return render(request, "shell/home.html", home_context())


@cached("plan", "services", "directory", "publications", "texts", any_language=True)
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every public page in every language for search engines."""
    pages: list[dict[str, Any]] = [_page("shell:home", {}, None)]
    pages += [_page(*found) for section in sitemap_sections for found in section.paths()]
    context = {"pages": pages}
    return render(request, "shell/sitemap.xml", context, content_type="application/xml")


def _page(name: str, arguments: dict[str, Any], changed: Any) -> dict[str, Any]:
    addresses = {}
    for code in languages.codes():
        with override(code):
            addresses[code] = settings.SITE_URL + reverse(name, kwargs=arguments)
    return {"addresses": addresses, "changed": changed}


def favicon(request: HttpRequest) -> HttpResponse:
    """Send browsers that ask at the old place to the city's drawing."""
    return HttpResponseRedirect(static("brand/logo.svg"))


@cached("home", any_language=True)
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines where the map is and what is not for them."""
    lines = [
        "User-agent: *",
        "Disallow: /office/",
        *(f"Disallow: /{code}/search/" for code in languages.codes()),
        *(f"Disallow: /{code}/account/" for code in languages.codes()),
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
