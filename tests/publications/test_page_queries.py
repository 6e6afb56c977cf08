from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.publications.factories import full_pack, pack_of
from tests.services.factories import ServiceFactory, TopicFactory

MOST = 8

pytestmark = pytest.mark.django_db


def queries(client, path: str) -> int:
    client.get(path)  # what is read once in the life of a process does not count
    with CaptureQueriesContext(connection) as found:
        answer = client.get(path)
    assert (path, answer.status_code) == (path, 200)
    return len(found)


def test_pages_take_as_many_queries_for_many_rows_as_for_one_and_at_most_eight(client):
    one, many = full_pack(1), full_pack(2)

    def counts(row) -> dict[str, int]:
        code = row.picked.first().service.code
        paths = {
            "list": "/ar/packs/",
            "page": f"/ar/packs/{row.slug}/",
            "text": f"/ar/packs/{row.slug}.txt",
            "own": f"/ar/packs/own.txt?service={code}",
        }
        return {name: queries(client, path) for name, path in paths.items()}

    assert counts(many) == counts(one)
    assert {name: number for name, number in counts(many).items() if number > MOST} == {}


def test_a_long_pack_is_parted_by_topics_within_as_many_queries(client):
    topics = TopicFactory.create_batch(2)
    services = [ServiceFactory(topics=[topics[number % 2]]) for number in range(13)]
    row = pack_of(*services)

    page = client.get(f"/en/packs/{row.slug}/").content.decode()

    assert page.count("<h2>Topic") == 2
    assert queries(client, f"/ar/packs/{row.slug}/") <= MOST
