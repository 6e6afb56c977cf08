"""The smallest view with five queries, in the site's own stack: same middleware, same database."""

from __future__ import annotations

import os
from importlib import import_module

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
_SITE = import_module(settings.ROOT_URLCONF)
settings.ROOT_URLCONF = __name__

from django.contrib.contenttypes.models import ContentType  # noqa: E402  # models need the set-up

_LINE = Engine().from_string("<p>{{ names|join:', ' }}</p>")


def page(request: HttpRequest) -> HttpResponse:
    """Run five queries and render one line."""
    rows = [ContentType.objects.filter(pk=number).first() for number in range(1, 6)]
    names = [row.model for row in rows if row is not None]
    return HttpResponse(_LINE.render(Context({"names": names})))


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process lives."""
    return HttpResponse("ok")


urlpatterns = [path("page", page), path("healthz", healthz), *_SITE.urlpatterns]

application = get_wsgi_application()
