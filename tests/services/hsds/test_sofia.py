"""Sofia's own services as HSDS: each record valid by the standard, in several languages."""

from __future__ import annotations

import pytest

from tests.services.hsds.standard import faults

pytestmark = pytest.mark.django_db


def get(client, path):
    return client.get(f"/api/hsds/{path}").json()


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("service_list", "services?per_page=100"),
        ("service", "services?full=true&per_page=100"),
        ("service", "services?full=true&per_page=100&lang=uk"),
        ("organization_list", "organizations?per_page=100"),
        ("organization", "organizations?full=true&per_page=100"),
        ("organization", "organizations?full_service=true&full=true&per_page=100"),
        ("service_at_location_list", "service_at_locations?per_page=500"),
        ("service_at_location", "service_at_locations?full=true&per_page=500&lang=ar"),
    ],
)
def test_all_content_of_sofia_is_valid_by_the_standard(client, sofia, schema, path):
    page = get(client, path)

    assert page["size"] == page["total_items"] > 0
    assert faults(schema, *page["contents"]) == []


def test_the_standard_does_find_faults(client, sofia):
    record = get(client, "services?per_page=1")["contents"][0]

    assert faults("service_list", {**record, "colour": "red"}) != []
    assert faults("service_list", {**record, "id": "S01"}) != []
