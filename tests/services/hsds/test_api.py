"""The HSDS interface: valid by the standard, public rows only, few queries."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest

from opencity.directory.models import Place
from opencity.services.hsds.shape import KINDS
from opencity.services.models import Service
from tests.services.hsds.records import office_service
from tests.services.hsds.standard import faults

pytestmark = pytest.mark.django_db


def get(client, path):
    response = client.get(f"/api/hsds/{path}")
    assert response.status_code == 200, response.content
    return response.json()


def test_root_says_which_standard_it_is(client):
    assert get(client, "") == {
        "version": "3.0",
        "profile": "https://docs.openreferral.org/en/v3.0.0/",
        "openapi_url": "http://127.0.0.1:8000/api/hsds/openapi.json",
    }


@pytest.mark.parametrize("kind", ["services", "organizations", "service_at_locations"])
def test_a_record_is_the_same_alone_and_in_the_full_list(client, kind):
    office_service()
    [listed] = get(client, f"{kind}?full=true")["contents"]

    assert get(client, f"{kind}/{listed['id']}") == listed
    assert faults(kind.removesuffix("s"), listed) == []
    assert client.get(f"/api/hsds/{kind}/{'0' * 8}-0000-0000-0000-000000000000").status_code == 404


def test_a_service_tells_its_facts(client):
    row = office_service()
    tree = get(client, f"services/{row.uuid}?lang=en")

    assert {name: tree[name] for name in ("name", "description", "status")} == {
        "name": "Title en",
        "description": "Summary en",
        "status": "active",
    }
    assert tree["application_process"] == "1. Step en"
    assert [phone["number"] for phone in tree["phones"]] == ["+359 2 1234"]
    assert [(c["amount"], c["currency"]) for c in tree["cost_options"]] == [(7, "EUR")]
    assert [paper["document"] for paper in tree["required_documents"]] == ["Paper en"]
    assert {each["link_type"]: each["taxonomy_term"]["code"] for each in tree["attributes"]} == {
        "topics": "topic",
        "groups": "eu",
        "certainty": "documented",
        "codes": "code",
    }


def test_a_text_in_another_language_is_marked(client):
    row = office_service()
    Service.objects.filter(pk=row.pk).update(summary={"bg": "Само тук"})
    tree = get(client, f"services/{row.uuid}?lang=en")

    told = [each for each in tree["attributes"] if each["link_type"] == "texts"]
    assert [(each["taxonomy_term"]["code"], each["value"]) for each in told] == [
        ("missing", "description")
    ]


def test_drafts_are_nowhere(client):
    shown, hidden = office_service("T1"), office_service("T2", live=False)
    Place.objects.filter(code="T1-place").update(live=False)
    draft = shown.get_latest_revision_as_object()
    draft.title = {"bg": "Тайно"}
    draft.save_revision(clean=False)

    for path in ("services?full=true", "organizations?full=true&full_service=true"):
        body = client.get(f"/api/hsds/{path}").content.decode()
        assert str(shown.uuid) in body
        assert str(hidden.uuid) not in body
        assert "Тайно" not in body
        assert "T1-place" not in body
    assert get(client, "service_at_locations")["total_items"] == 0
    assert client.get(f"/api/hsds/services/{hidden.uuid}").status_code == 404


@pytest.mark.parametrize(
    "path", ["services", "services?full=true", "organizations?full=true", "service_at_locations"]
)
@pytest.mark.both_databases
def test_queries_do_not_grow_with_the_rows(client, django_assert_num_queries, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    office_service("T1")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/api/hsds/{path}")
    for number in range(2, 6):
        office_service(f"T{number}")
    with django_assert_num_queries(len(one)):
        assert get(client, path)["total_items"] == 5


def test_pages_count(client):
    for number in range(3):
        office_service(f"T{number}")
    second = get(client, "services?page=2&per_page=2")
    assert [row["name"] for row in second.pop("contents")] == ["Title bg"]
    assert second == {
        "total_items": 3,
        "total_pages": 2,
        "page_number": 2,
        "size": 1,
        "first_page": False,
        "last_page": True,
        "empty": False,
    }
    assert get(client, "services?page=9&per_page=2")["empty"] is True


@pytest.mark.both_databases
def test_filters_narrow(client):
    row = office_service()
    topic, provider = row.topics.get(), row.provider

    def found(**asked):
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        return get(client, f"services?{query}")["total_items"]

    tree = get(client, f"services/{row.uuid}")
    group = next(each for each in tree["attributes"] if each["link_type"] == "groups")
    nobody = "00000000-0000-0000-0000-000000000000"
    assert found(search="TITLE uk") == 1
    assert found(search="title nothing") == 0
    assert found(organization_id=provider.uuid) == 1
    assert found(organization_id=nobody) == 0
    assert found(taxonomy_term_id=topic.uuid) == 1
    assert found(taxonomy_term_id=group["taxonomy_term_id"]) == 1
    assert found(taxonomy_term_id=nobody) == 0
    assert found(taxonomy_id=group["taxonomy_term"]["taxonomy_id"]) == 1
    assert found(taxonomy_id=nobody) == 0
    assert found(modified_after="2001-01-01") == 1
    assert found(modified_after="2201-01-01T00:00:00+02:00") == 0
    assert found(modified_after=row.updated_at.isoformat().replace("+", "%2B")) == 1


def test_postcode_and_proximity(client):
    office_service("T1")
    office_service("T2")
    Place.objects.filter(code="T1-place").update(
        postal_code="1000", latitude="42.69770", longitude="23.32190"
    )
    Place.objects.filter(code="T2-place").update(latitude="42.70770", longitude="23.32190")

    def found(query):
        return get(client, f"service_at_locations?{query}")["total_items"]

    assert [found("postcode=1000"), found("postcode=9999")] == [1, 0]
    assert found("postcode=1000&proximity=1000") == 1
    assert found("postcode=1000&proximity=1200") == 2
    assert found("proximity=5") == 2


@pytest.mark.parametrize(
    "query",
    ["page=0", "per_page=1001", "lang=xx", "modified_after=soon", "format=xml", "full=perhaps"],
)
def test_bad_parameters_are_refused_by_name(client, query):
    response = client.get(f"/api/hsds/services?{query}")

    assert response.status_code == 422
    assert query.partition("=")[0] in response.content.decode()


def test_minimal_and_lines(client):
    row = office_service()
    [told] = get(client, "services?minimal=true")["contents"]
    assert told == {
        "id": str(row.uuid),
        "last_modified": row.updated_at.isoformat(timespec="seconds"),
    }

    lines = b"".join(client.get("/api/hsds/services?format=ndjson&full=true").streaming_content)
    assert json.loads(lines) == get(client, f"services/{row.uuid}")


def test_answers_are_open_tagged_and_known_again(client):
    office_service()
    response = client.get("/api/hsds/services")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Surrogate-Key"] == "services directory texts"
    again = client.get("/api/hsds/services", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_terms_and_taxonomies(client):
    office_service()
    page = get(client, "taxonomies?lang=en")
    assert page["size"] == 10
    topics = next(each for each in page["contents"] if each["name"] == "topics")
    [term] = get(client, f"taxonomy_terms?taxonomy_id={topics['id']}&lang=en")["contents"]
    assert (term["name"], term["code"]) == ("Topic en", "topic")
    assert get(client, f"taxonomy_terms/{term['id']}?lang=en") == term
    assert get(client, f"taxonomies/{topics['id']}?lang=en") == topics


def test_package_has_described_tables_of_unique_rows(client):
    office_service()
    response = client.get("/api/hsds/package.zip")
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    described = json.loads(archive.read("datapackage.json"))

    names = [each["path"] for each in described["resources"]]
    assert sorted(["datapackage.json", *names]) == sorted(archive.namelist())
    for resource in described["resources"]:
        rows = list(csv.DictReader(io.StringIO(archive.read(resource["path"]).decode())))
        columns = [each["name"] for each in resource["schema"]["fields"]]
        kind = next(each for each in KINDS.values() if each.table == resource["name"])
        assert columns == list(kind.fields)
        assert len({row["id"] for row in rows}) == len(rows) > 0
    [service] = csv.DictReader(io.StringIO(archive.read("services.csv").decode()))
    assert (service["name"], service["status"]) == ("Title bg", "active")
