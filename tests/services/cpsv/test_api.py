"""CPSV-AP: valid by the published shapes, in every language, published rows only."""

from __future__ import annotations

from functools import cache

import pyshacl
import pytest
from django.conf import settings
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, SKOS

from opencity.core.texts import languages
from opencity.services.models import Condition, LegalBasis, LifeEvent, Service, TimeLimit
from tests.services.hsds.records import office_service, texts
from tests.services.standards import folder

pytestmark = pytest.mark.django_db

CV = Namespace("http://data.europa.eu/m8g/")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
SUBJECT = URIRef("http://127.0.0.1:8000/api/v1/services/T1/")


@cache
def shapes() -> Graph:
    return Graph().parse(folder("cpsv-ap") / "cpsv-ap-SHACL.ttl")


def faults(graph: Graph) -> str:
    is_valid, _graph, text = pyshacl.validate(graph, shacl_graph=shapes())
    return "" if is_valid else text


def read(client, path: str) -> Graph:
    response = client.get(f"/api/v1/services/{path}")
    assert response.status_code == 200
    form = "turtle" if path.endswith("ttl") else "json-ld"
    kinds = {"turtle": "text/turtle", "json-ld": "application/ld+json"}
    assert response["Content-Type"] == f"{kinds[form]}; charset=utf-8"
    return Graph().parse(data=response.content.decode(), format=form)


@pytest.fixture
def service() -> Service:
    """A service with something of everything."""
    row = office_service()
    row.result, row.channels, row.online_url = texts("Result"), ["online"], "https://e.org/?a=“b”"
    row.life_events = [LifeEvent.objects.create(code="move", slug="move", name=texts("Move"))]
    row.save()
    Condition.objects.create(service=row, text=texts("Condition"), sort_order=0)
    LegalBasis.objects.create(service=row, title=texts("Act"), article="Art. 1", sort_order=0)
    TimeLimit.objects.create(service=row, kind="processing", amount=2, unit="week", sort_order=0)
    return row


@pytest.mark.parametrize("form", ["ttl", "jsonld"])
def test_a_service_is_valid_alone_and_in_the_catalogue(client, service, form):
    office_service("T2")

    for path in (f"T1/cpsv.{form}", f"cpsv.{form}"):
        assert faults(read(client, path)) == ""


def test_the_shapes_do_find_faults(client, service):
    graph = read(client, "T1/cpsv.ttl")
    graph.remove((SUBJECT, DCTERMS.title, None))
    assert "Less than 1 values on" in faults(graph)

    whole = read(client, "T1/cpsv.ttl")
    whole.remove((None, RDF.type, CV.PublicOrganisation))
    assert "ClassConstraintComponent" in faults(whole)


def test_both_forms_say_the_same(client, service):
    from rdflib.compare import isomorphic

    assert isomorphic(read(client, "T1/cpsv.ttl"), read(client, "T1/cpsv.jsonld"))


def test_texts_are_there_in_every_language_under_its_tag(client, service):
    graph = read(client, "T1/cpsv.ttl")

    titles = set(graph.objects(SUBJECT, DCTERMS.title))
    assert titles == {Literal(f"Title {code}", lang=code) for code in languages.codes()}


def test_licence_and_publisher_are_named(client, service):
    graph = read(client, "cpsv.ttl")
    dataset = graph.value(SUBJECT, DCTERMS.isPartOf)

    assert graph.value(dataset, DCTERMS.license) == URIRef(
        "https://creativecommons.org/licenses/by/4.0/"
    )
    publisher = graph.value(dataset, DCTERMS.publisher)
    assert (publisher, RDF.type, FOAF.Agent) in graph
    assert set(graph.objects(publisher, DCTERMS.title)) == {
        Literal(name, lang=code) for code, name in settings.CITY.authority.items()
    }


def test_facts_stand_in_their_places(client, service):
    graph = read(client, "T1/cpsv.ttl")

    def of(name):
        return graph.value(SUBJECT, name)

    assert str(of(CV.processingTime)) == "P14D"
    assert float(graph.value(of(CV.hasCost), CV.hasValue)) == 7.0
    assert str(graph.value(of(CV.hasCost), CV.currency)).endswith("/currency/EUR")
    assert str(graph.value(of(CV.contactPoint), CV.telephone)) == "+359 2 1234"
    assert str(of(DCTERMS.spatial)) == settings.CITY.territory
    told = {
        name: {str(text) for text in graph.objects(of(name), DCTERMS.title)}
        for name in (CPSV.hasInput, CPSV.follows, CPSV.produces, CV.holdsRequirement)
    }
    words = ("Paper", "Step", "Result", "Condition")
    assert list(told.values()) == [set(texts(word).values()) for word in words]


def test_a_service_without_a_known_provider_says_so_and_stays_valid(client, service):
    Service.objects.update(provider=None)
    graph = read(client, "T1/cpsv.ttl")

    authority = graph.value(SUBJECT, CV.hasCompetentAuthority)
    names = {str(name) for name in graph.objects(authority, SKOS.prefLabel)}
    assert "not known" in names
    assert faults(graph) == ""


def test_drafts_are_nowhere(client):
    office_service("T1")
    office_service("T2", live=False)

    assert client.get("/api/v1/services/T2/cpsv.ttl").status_code == 404
    body = client.get("/api/v1/services/cpsv.jsonld").content.decode()
    assert "services/T1/" in body
    assert "T2" not in body


def test_queries_do_not_grow_with_the_services(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    office_service("T1")
    with CaptureQueriesContext(connection) as one:
        client.get("/api/v1/services/cpsv.ttl")
    for number in range(2, 5):
        office_service(f"T{number}")
    with django_assert_num_queries(len(one)):
        client.get("/api/v1/services/cpsv.ttl")
