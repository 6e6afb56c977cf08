from __future__ import annotations

import pyshacl
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from tests.services.factories import whole_service
from tests.services.hsds.records import office_service
from tests.services.hsds.standard import folder

pytestmark = pytest.mark.django_db

BASE = "/api/v1/services"


def turtle(client, path: str) -> Graph:
    response = client.get(f"{BASE}/{path}")
    assert (response.status_code, response.headers["Content-Type"]) == (
        200, "text/turtle; charset=utf-8",
    )  # fmt: skip
    return Graph().parse(data=response.content, format="turtle")


def test_services_are_what_the_shapes_ask_for(client):
    shapes = Graph().parse(folder("cpsv-ap") / "cpsv-ap-SHACL.ttl", format="turtle")
    whole_service()
    office_service()

    conforms, _report, text = pyshacl.validate(turtle(client, "cpsv.ttl"), shacl_graph=shapes)

    assert conforms, text


def test_both_forms_say_the_same(client):
    service = whole_service()
    response = client.get(f"{BASE}/{service.code}/cpsv.jsonld")

    linked = Graph().parse(data=response.content, format="json-ld")

    assert len(linked) > 10
    assert isomorphic(linked, turtle(client, f"{service.code}/cpsv.ttl"))


def test_draft_is_told_to_nobody(client):
    draft = office_service(code="T9", live=False)

    assert client.get(f"{BASE}/{draft.code}/cpsv.ttl").status_code == 404
    assert draft.code not in client.get(f"{BASE}/cpsv.jsonld").content.decode()
