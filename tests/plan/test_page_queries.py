from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils.translation import override

from opencity.core.texts import languages
from opencity.plan.enums import VersionStatus
from tests.plan.addresses import DATA, pages
from tests.plan.factories import whole_plan

MOST = 8
MAP = "opencity.shell.views.sitemap"
"""Asks every app for its pages, so its queries grow with the apps, though not with the rows."""

pytestmark = pytest.mark.django_db


def queries(client, path: str) -> int:
    client.get(path)  # what is read once in the life of a process does not count
    with CaptureQueriesContext(connection) as found:
        answer = client.get(path)
    assert (path, answer.status_code) == (path, 200)
    return len(found)


def counts(client, rows: int, number: int) -> dict[str, int]:
    """Return how many queries the dearest page of each kind takes in a plan of so many rows."""
    before = whole_plan(rows, number=number, status=VersionStatus.SUPERSEDED)
    version = whole_plan(rows, number=number + 1, plan=before.plan, based_on=before)
    found: dict[str, int] = {}
    for path in [*pages(version, languages.source_language()), *DATA]:
        with override(languages.source_language()):
            view = resolve(path.partition("?")[0]).view_name
        found[view] = max(queries(client, path), found.get(view, 0))
    return found


def test_pages_take_as_many_queries_for_many_rows_as_for_one_and_at_most_eight(client):
    one = counts(client, rows=1, number=1)
    many = counts(client, rows=5, number=11)

    assert many == one
    dear = {view: number for view, number in many.items() if number > MOST and view != MAP}
    assert dear == {}
