from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils.translation import override

from tests.plan.factories import whole_plan
from tests.services.addresses import data, pages
from tests.services.factories import whole_service

MOST = 8

pytestmark = pytest.mark.django_db


def queries(client, path: str) -> int:
    client.get(path)  # what is read once in the life of a process does not count
    with CaptureQueriesContext(connection) as found:
        answer = client.get(path)
    assert (path, answer.status_code) == (path, 200)
    return len(found)


def counts(client) -> dict[str, int]:
    """Return how many queries the dearest page of each kind takes."""
    found: dict[str, int] = {}
    for path in [*pages("en"), *data()]:
        with override("en"):
            view = resolve(path).view_name
        if path != "/sitemap.xml":
            found[view] = max(queries(client, path), found.get(view, 0))
    return found


def test_pages_take_as_many_queries_for_many_rows_as_for_one_and_at_most_eight(client):
    whole_plan(1)
    whole_service(1)
    one = counts(client)
    whole_service(4)
    many = counts(client)

    assert many == one
    assert {view: number for view, number in many.items() if number > MOST} == {}
