"""DCAT-AP 3: valid by the published shapes, in every language, public data only."""

from __future__ import annotations

import datetime

import pyshacl
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from opencity.core.registries import datasets
from opencity.core.texts import languages
from opencity.monitor.models import Code, IndicatorVersion, Release
from opencity.shell.catalogue import vocabularies as eu
from tests.monitor.factories import figures, indicator, provenance, series, text
from tests.services.hsds.records import office_service
from tests.services.standards import folder

pytestmark = pytest.mark.django_db

BASE = "http://127.0.0.1:8000/data/#"
RATE = URIRef(f"{BASE}monitor-rate")
PLANNED = {"plan", "services", "offices", "monitor", "plan-evaluation"}
OBLIGATORY = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description),
    DCAT.Distribution: (DCAT.accessURL,),
    DCAT.DataService: (DCTERMS.title, DCAT.endpointURL),
    FOAF.Agent: (FOAF.name,),
    SKOS.Concept: (SKOS.prefLabel,),
    SKOS.ConceptScheme: (DCTERMS.title,),
    DCTERMS.ProvenanceStatement: (RDFS.label,),
    DCTERMS.LicenseDocument: (RDFS.label,),
}
CLASSES = {
    DCTERMS.publisher: FOAF.Agent,
    DCAT.dataset: DCAT.Dataset,
    DCAT.service: DCAT.DataService,
    DCAT.servesDataset: DCAT.Dataset,
    DCAT.accessService: DCAT.DataService,
    DCAT.distribution: DCAT.Distribution,
    DCAT.theme: SKOS.Concept,
    DCAT.mediaType: DCTERMS.MediaType,
    DCTERMS.format: DCTERMS.MediaTypeOrExtent,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.accrualPeriodicity: DCTERMS.Frequency,
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.spatial: DCTERMS.Location,
    DCTERMS.temporal: DCTERMS.PeriodOfTime,
    DCTERMS.provenance: DCTERMS.ProvenanceStatement,
    DCTERMS.accessRights: DCTERMS.RightsStatement,
}
"""What each property points to, by the specification."""


@pytest.fixture
def rate():
    """An indicator with two places, two sources and monthly figures beside yearly ones."""
    row = indicator(first_published_at=timezone.now(), last_published_at=timezone.now())
    Code.objects.create(dimension="REF_AREA", code="BG", name=text("Bulgaria"))
    origin = provenance("A report")
    origin.sources = [{"title": "A report", "address": "https://e.org/?a=“b”"}]
    origin.save()
    figures(series(row), {"2015": "1", "2024": "2.5"}, provenance=origin)
    figures(series(row, "peer", REF_AREA="AT", FREQ="M"), {"2025-02": "3"})
    return row


def read(client, ending: str = "ttl") -> Graph:
    answer = client.get(f"/data/catalog.{ending}")
    kinds = {"ttl": "text/turtle", "jsonld": "application/ld+json"}
    assert (answer.status_code, answer["Content-Type"]) == (200, f"{kinds[ending]}; charset=utf-8")
    form = {"ttl": "turtle", "jsonld": "json-ld"}[ending]
    return Graph().parse(data=answer.content.decode(), format=form)


def faults(graph: Graph) -> str:
    is_valid, _graph, told = pyshacl.validate(
        graph, shacl_graph=Graph().parse(folder("dcat-ap") / "shapes.ttl")
    )
    return "" if is_valid else told


def missing(graph: Graph) -> list[tuple[str, str]]:
    """Return what lacks an obligatory property, or points to something of another class."""
    lacking = [
        (str(node), str(name))
        for kind, names in OBLIGATORY.items()
        for node in graph.subjects(RDF.type, kind)
        for name in names
        if (node, name, None) not in graph
    ]
    wrong = [
        (str(value), str(kind))
        for name, kind in CLASSES.items()
        for value in graph.objects(None, name)
        if (value, RDF.type, kind) not in graph
    ]
    return lacking + wrong


@pytest.mark.parametrize("ending", ["ttl", "jsonld"])
def test_it_is_valid_by_the_published_shapes(client, rate, ending):
    office_service()

    assert faults(read(client, ending)) == ""


def test_it_has_every_obligatory_property_and_class(client, rate):
    graph = read(client)

    assert missing(graph) == []
    assert {kind for kind in OBLIGATORY if (None, RDF.type, kind) not in graph} == set()
    assert {name for name in CLASSES if (None, name, None) not in graph} == set()


def test_the_guards_do_find_faults(client, rate):
    graph = read(client)
    graph.remove((RATE, DCTERMS.title, None))
    graph.remove((None, RDF.type, FOAF.Agent))

    found = missing(graph)
    assert found[0] == (str(RATE), str(DCTERMS.title))
    assert {kind for _node, kind in found[1:]} == {str(FOAF.Agent)}
    assert "Less than 1 values on" in faults(graph)


def test_both_forms_say_the_same(client, rate):
    assert isomorphic(read(client), read(client, "jsonld"))


def test_every_registered_data_set_is_there_with_its_formats(client, rate):
    graph = read(client)
    catalogue = URIRef(f"{BASE}catalogue")

    assert {data.name for data in datasets} == PLANNED
    assert {str(each) for each in graph.objects(catalogue, DCAT.dataset)} == {
        *(f"{BASE}{name}" for name in PLANNED),
        str(RATE),
    }
    for data in datasets:
        files = graph.objects(URIRef(data.address), DCAT.distribution)
        found = {str(graph.value(each, DCAT.downloadURL)) for each in files}
        assert found == {f"{settings.SITE_URL}{path}" for path in data.formats.values()}


def test_texts_stand_in_every_language_under_its_tag(client, rate):
    graph = read(client)

    for name in PLANNED:
        titles = graph.objects(URIRef(f"{BASE}{name}"), DCTERMS.title)
        assert {title.language for title in titles} == set(languages.codes())
    assert set(graph.objects(RATE, DCTERMS.title)) == {
        Literal("Title of rate bg", lang="bg"),
        Literal("Title of rate", lang="en"),
    }


def test_an_indicator_says_what_is_known_of_it(client, rate):
    IndicatorVersion.objects.filter(indicator=rate).update(licence="CC0 1.0")
    graph = read(client)

    def of(name):
        return graph.value(RATE, name)

    assert of(DCTERMS.isPartOf) == URIRef(f"{BASE}monitor")
    assert of(DCTERMS.accrualPeriodicity) == URIRef(f"{eu.AUTHORITY}frequency/ANNUAL")
    assert str(of(DCTERMS.license)) == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert of(DCTERMS.issued) == Literal(
        rate.first_published_at.replace(microsecond=0).isoformat(), datatype=XSD.dateTime
    )
    period = of(DCTERMS.temporal)
    assert [str(graph.value(period, name)) for name in (DCAT.startDate, DCAT.endDate)] == [
        "2015-01-01",
        "2025-02-28",
    ]
    assert str(graph.value(of(DCTERMS.spatial), SKOS.exactMatch)).endswith("/nuts/code/BG")
    origins = graph.objects(RATE, DCTERMS.provenance)
    assert {str(graph.value(node, RDFS.label)) for node in origins} == {"A report"}
    pages = {str(page) for page in graph.objects(RATE, DCAT.landingPage)}
    assert pages == {f"{settings.SITE_URL}/{code}/monitor/rate/" for code in languages.codes()}
    kinds = {
        str(graph.value(each, DCAT.mediaType)).removeprefix(eu.MEDIA_TYPES)
        for each in graph.objects(RATE, DCAT.distribution)
    }
    assert kinds == set(eu.NAMES) - {"text/turtle", "application/ld+json"}


def test_terms_of_somebody_are_told_in_their_words(client, rate):
    IndicatorVersion.objects.filter(indicator=rate).update(licence="Ask the institute")
    graph = read(client)

    licence = graph.value(RATE, DCTERMS.license)
    assert graph.value(licence, RDFS.label) == Literal("Ask the institute", lang="en")
    assert missing(graph) == []


def test_every_format_of_every_data_set_answers_as_it_says(client, rate):
    office_service()
    for data in datasets:
        for each in (data, *data.parts()):
            for media_type, path in each.formats.items():
                answer = client.get(path)
                if data.name in {"plan", "plan-evaluation"}:  # no plan is published here
                    assert answer.status_code == 404
                    continue
                assert (path, answer.status_code) == (path, 200)
                assert eu.bare(answer["Content-Type"]) == eu.bare(media_type)


def test_drafts_and_embargoes_are_nowhere(client, rate):
    figures(series(indicator("unpublished", live=False)), {"2024": "1"})
    moment = timezone.now() + datetime.timedelta(hours=1)
    release = Release.objects.create(code="soon", title=text("Soon"), public_from=moment)
    figures(rate.series.get(key="A.BG.PC"), {"2031": "9"}, release=release)

    for path in ("/data/catalog.ttl", "/data/catalog.jsonld", "/en/data/"):
        answer = client.get(path)
        body = answer.content.decode()
        assert ("rate" in body, "unpublished" in body, "2031" in body) == (True, False, False)
        assert int(answer["Surrogate-Control"].removeprefix("max-age=")) <= 3600


def test_queries_do_not_grow_with_the_data_sets(client, rate, django_assert_num_queries):
    for path in ("/data/catalog.ttl", "/en/data/"):
        with CaptureQueriesContext(connection) as few:
            client.get(path)
        for number in range(3):
            row = indicator(f"{path[1:3]}-{number}", dataset="")
            figures(series(row), {"2024": "1"}, provenance=provenance(f"Report {number}"))
        with django_assert_num_queries(len(few)):
            client.get(path)


def test_other_sites_may_read_it_and_it_is_kept_until_something_changes(client, rate):
    for path in ("/data/catalog.ttl", "/data/catalog.jsonld"):
        answer = client.get(path)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Surrogate-Language"] == "any"
        assert set(answer["Surrogate-Key"].split()) == {
            *("plan", "services", "directory", "monitor", "texts")
        }


def test_the_reader_s_language_changes_nothing(client, rate):
    one, other = (
        client.get("/data/catalog.ttl", headers={"Accept-Language": code}).content
        for code in ("bg", "ar")
    )
    assert one == other


def test_nothing_is_known_of_an_empty_site(client):
    graph = read(client)

    assert missing(graph) == []
    assert list(graph.objects(None, DCTERMS.modified)) == []
    assert list(graph.objects(None, DCTERMS.temporal)) == []
