"""The smallest Django view with five queries, to compare a real page with."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

settings.configure(
    DEBUG=False,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="only for measuring",  # noqa: S106  # nothing is signed with it
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(os.environ["OPENCITY_BENCH"]) / "minimal.sqlite3",
            "CONN_MAX_AGE": None,
        }
    },
)
django.setup()

_LINE = Engine().from_string("<p>{{ numbers|join:', ' }}</p>")


def page(request: HttpRequest) -> HttpResponse:
    """Run five queries and render one line."""
    numbers = []
    with connection.cursor() as cursor:
        for number in range(1, 6):
            cursor.execute("SELECT value FROM numbers WHERE id = %s", [number])
            numbers.append(cursor.fetchone()[0])
    return HttpResponse(_LINE.render(Context({"numbers": numbers})))


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process lives."""
    return HttpResponse("ok")


urlpatterns = [path("page", page), path("healthz", healthz)]


def _prepare() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS numbers (id INTEGER PRIMARY KEY, value INTEGER)")
        cursor.execute(
            "INSERT OR IGNORE INTO numbers VALUES (1, 1), (2, 4), (3, 9), (4, 16), (5, 25)"
        )


_prepare()
application = get_wsgi_application()
