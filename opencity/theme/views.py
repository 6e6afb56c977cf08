"""The gallery: every component of the pages with real-looking content."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opencity.theme.samples import STATUS_LABELS, sample_form, sample_picture, samples


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in the page's language."""
    content = samples()
    context = {
        "sample": content,
        "cards": [measure for measure in content["measures"] if "text" in measure],
        "statuses": STATUS_LABELS.items(),
        "picture": sample_picture(),
        "form": sample_form(),
        "page": Paginator(content["measures"], 5).page(2),
    }
    return render(request, "theme/gallery.html", context)
