"""Every public address that shows something of the services."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import override

from opencity.services.models import Document, Service


def pages(language: str) -> list[str]:
    """Return the paths of all pages in a language, and the home page."""
    with override(language):
        names = ("services", "documents", "glossary", "help")
        found = [reverse("shell:home"), *(reverse(f"services:{name}") for name in names)]
        for name, model in (("service", Service), ("document", Document)):
            slugs = model.objects.live().order_by("code").values_list("slug", flat=True)
            found += [reverse(f"services:{name}", kwargs={"slug": slug}) for slug in slugs]
    return found


def data() -> list[str]:
    """Return the paths of the data."""
    codes = Service.objects.live().order_by("code").values_list("code", flat=True)
    of_services = [f"/api/v1/services/{code}/" for code in codes]
    return ["/api/v1/services/", *of_services, "/sitemap.xml"]


def everything(codes: Iterable[str]) -> list[str]:
    """Return all pages in some languages, and the data."""
    return [path for code in codes for path in pages(code)] + data()
