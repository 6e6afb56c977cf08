"""Writes services as a graph in the words of CPSV-AP 3.2.

https://semiceu.github.io/CPSV-AP/releases/3.2.0/ names the classes and properties. What a property
points to has its class beside it, also where it is a word of a published code list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext_lazy
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from opencity.core.registries import OpenDataSet, datasets
from opencity.core.texts import languages
from opencity.core.texts.labels import in_every_language
from opencity.core.texts.states import TextState, state_of
from opencity.core.verified import Certainty
from opencity.directory.enums import ContactKind
from opencity.directory.models import Contact, Organisation, Place
from opencity.services.enums import Channel, Group, TimeLimitKind, Unit
from opencity.services.hsds.facts import Facts
from opencity.services.hsds.trees import address_of, is_sound
from opencity.services.models import (
    Condition,
    Cost,
    LegalBasis,
    RequiredDocument,
    Service,
    Step,
    TimeLimit,
)

CV = Namespace("http://data.europa.eu/m8g/")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
LOCN = Namespace("http://www.w3.org/ns/locn#")
CURRENCIES = Namespace("http://publications.europa.eu/resource/authority/currency/")
LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
PREFIXES = {
    "cv": CV, "cpsv": CPSV, "eli": ELI, "locn": LOCN, "dcat": DCAT, "dct": DCTERMS,
    "foaf": FOAF, "org": ORG, "rdfs": RDFS, "skos": SKOS, "xsd": XSD,
}  # fmt: skip
_IN_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"
_DURATIONS = {
    Unit.DAY: ("D", 1),
    Unit.WEEK: ("D", 7),
    Unit.MONTH: ("M", 1),
    Unit.YEAR: ("Y", 1),
}
"""Lengths of time in the letters of XML Schema, which has no weeks."""


class Catalogue:
    """A graph of services that belong to the data set of the site."""

    def __init__(self, facts: Facts) -> None:
        self.graph = Graph(bind_namespaces="none")
        for prefix, namespace in PREFIXES.items():
            self.graph.bind(prefix, namespace)
        self._facts = facts
        self._base = f"{settings.SITE_URL}/api/v1/services/"
        self._offered = _offered()
        self._dataset = URIRef(self._offered.address)
        self._describe_dataset()

    def add(self, rows: Sequence[Service]) -> None:
        """Add services, and between them how they are related."""
        shown = {row.code for row in rows}
        for row in rows:
            subject = self._service(row)
            for code in row.related:
                if code in shown:
                    self._put(subject, CV.relatedService, URIRef(f"{self._base}{code}/"))

    def _describe_dataset(self) -> None:
        self._thing(self._dataset, DCAT.Dataset)
        self._texts(self._dataset, DCTERMS.title, in_every_language(self._offered.title))
        self._texts(
            self._dataset, DCTERMS.description, in_every_language(self._offered.description)
        )
        self._put(self._dataset, DCTERMS.license, LICENCE)
        publisher = URIRef(f"{settings.SITE_URL}/#publisher")
        self._thing(publisher, FOAF.Agent, settings.CITY.code)
        self._texts(publisher, DCTERMS.title, settings.CITY.authority)
        self._put(self._dataset, DCTERMS.publisher, publisher)

    def _service(self, row: Service) -> URIRef:
        subject = URIRef(f"{self._base}{row.code}/")
        self._thing(subject, CPSV.PublicService, row.code)
        self._texts(subject, DCTERMS.title, row.title)
        self._texts(subject, DCTERMS.description, row.summary)
        self._put(subject, DCTERMS.isPartOf, self._dataset)
        self._put(self._dataset, DCTERMS.hasPart, subject)
        self._put(subject, DCTERMS.modified, Literal(row.updated_at, datatype=XSD.dateTime))
        self._put(subject, CV.hasCompetentAuthority, self._authority(row))
        if settings.CITY.territory:
            self._put(subject, DCTERMS.spatial, self._territory())
        for language in languages.codes():
            self._put(subject, FOAF.page, self._page(address_of(row, language)))
        self._classify(subject, row)
        self._ask(subject, row)
        self._reach(subject, row)
        self._come_about(subject, row)
        return subject

    def _classify(self, subject: URIRef, row: Service) -> None:
        for topic in self._facts.topics[row.pk]:
            concept = self._concept(f"topic-{topic.code}", topic.name)
            self._put(subject, CV.thematicArea, concept)
        for event in self._facts.life_events[row.pk]:
            moment = URIRef(f"{self._base}#life-event-{event.code}")
            self._thing(moment, CV.LifeEvent, event.code)
            self._thing(moment, CV.Event)
            self._texts(moment, DCTERMS.title, event.name)
            self._put(subject, CV.isGroupedBy, moment)
        for code in row.groups:
            concept = self._concept(f"group-{code}", in_every_language(Group(code).label))
            self._put(subject, DCTERMS.audience, concept)

    def _ask(self, subject: URIRef, row: Service) -> None:
        """Tell what a service asks for and what it gives."""
        for node, condition in self._parts(subject, Condition, row, CV.Requirement):
            self._texts(node, DCTERMS.title, condition.text)
            self._put(subject, CV.holdsRequirement, node)
        for node, paper in self._parts(subject, RequiredDocument, row, CV.Evidence):
            self._texts(node, DCTERMS.title, paper.document.name)
            self._texts(node, DCTERMS.description, paper.note)
            self._put(subject, CPSV.hasInput, node)
        for node, step in self._parts(subject, Step, row, CPSV.Rule):
            self._texts(node, DCTERMS.title, step.title)
            self._texts(node, DCTERMS.description, step.text or step.title)
            self._put(subject, CPSV.follows, node)
        for node, cost in self._parts(subject, Cost, row, CV.Cost):
            self._put(node, CV.hasValue, Literal(float(cost.amount), datatype=XSD.double))
            currency = CURRENCIES[quote(cost.currency)]
            self._thing(currency, SKOS.Concept)
            self._put(currency, SKOS.prefLabel, Literal(cost.currency, lang="en"))
            self._put(node, CV.currency, currency)
            self._texts(node, DCTERMS.description, cost.condition)
            self._put(subject, CV.hasCost, node)
        for node, law in self._parts(subject, LegalBasis, row, ELI.LegalResource):
            self._texts(node, DCTERMS.title, law.title)
            if law.article:
                self._put(node, DCTERMS.description, Literal(law.article))
            if law.url:
                self._put(node, FOAF.page, self._page(law.url))
            self._put(subject, CV.hasLegalResource, node)
        if row.result:
            output = URIRef(f"{subject}#result")
            self._thing(output, CV.Output, f"{row.code}-result")
            self._texts(output, DCTERMS.title, row.result)
            self._put(subject, CPSV.produces, output)
        self._put(subject, CV.processingTime, _processing(self._facts.children[TimeLimit, row.pk]))

    def _reach(self, subject: URIRef, row: Service) -> None:
        """Tell the ways to ask for a service, and whom to ask about it."""
        for code in row.channels:
            node = URIRef(f"{subject}#channel-{code}")
            self._thing(node, CV.Channel, f"{row.code}-{code}")
            concept = self._concept(f"channel-{code}", in_every_language(Channel(code).label))
            self._put(node, DCTERMS.type, concept)
            if code == Channel.ONLINE and row.online_url:
                self._put(node, FOAF.page, self._page(row.online_url))
            self._put(subject, CV.hasChannel, node)
        for place in self._facts.places_of[row.pk]:
            node = URIRef(f"{subject}#place-{place.code}")
            self._thing(node, CV.Channel, f"{row.code}-{place.code}")
            self._texts(node, DCTERMS.description, place.name)
            concept = self._concept("channel-in_person", in_every_language(Channel.IN_PERSON.label))
            self._put(node, DCTERMS.type, concept)
            self._put(node, LOCN.address, self._address(place))
            self._put(subject, CV.hasChannel, node)
        for position, contact in enumerate(self._facts.contacts[Service, row.pk]):
            self._put(subject, CV.contactPoint, self._contact(subject, position, contact))

    def _contact(self, subject: URIRef, position: int, row: Contact) -> Node:
        node = URIRef(f"{subject}#contact-{position}")
        self._thing(node, CV.ContactPoint)
        self._texts(node, DCTERMS.description, row.label)
        if row.kind in (ContactKind.PHONE, ContactKind.SMS):
            self._put(node, CV.telephone, Literal(row.value))
        elif row.kind == ContactKind.EMAIL:
            self._put(node, CV.email, Literal(row.value))
        elif is_sound(row):
            self._put(node, CV.contactPage, self._page(row.value))
        return node

    def _come_about(self, subject: URIRef, row: Service) -> None:
        """Say how sure the facts are, and which languages a machine translated."""
        sure = BNode(f"sure-{row.code}")
        self._thing(sure, DCTERMS.ProvenanceStatement)
        self._texts(sure, RDFS.label, in_every_language(Certainty(row.certainty).label))
        self._put(subject, DCTERMS.provenance, sure)
        machine = [
            code
            for code in languages.codes()
            if any(
                state_of(row, field, code) is TextState.MACHINE
                for field in ("title", "summary", "result")
            )
        ]
        if machine:
            made = BNode(f"machine-{row.code}")
            self._thing(made, DCTERMS.ProvenanceStatement)
            label = in_every_language(gettext_lazy("translated by a machine"))
            told = {code: f"{text}: {', '.join(machine)}" for code, text in label.items()}
            self._texts(made, RDFS.label, told)
            self._put(subject, DCTERMS.provenance, made)

    def _authority(self, row: Service) -> URIRef:
        """Return the provider; a service whose provider is not known says so."""
        provider: Organisation | None = self._facts.organisations.get(row.provider_id or 0)
        code = provider.code if provider else "unknown"
        node = URIRef(f"{self._base}#organisation-{code}")
        self._thing(node, CV.PublicOrganisation, code)
        self._thing(node, ORG.Organization)
        name = provider.name if provider else in_every_language(Certainty.UNKNOWN.label)
        self._texts(node, SKOS.prefLabel, name)
        self._put(node, DCTERMS.spatial, self._territory())
        return node

    def _territory(self) -> Node:
        """Return the area for which the city speaks, as a published code list names it."""
        node = URIRef(settings.CITY.territory or f"{self._base}#territory")
        self._thing(node, DCTERMS.Location)
        return node

    def _address(self, row: Place) -> Node | None:
        if not row.address:
            return None
        node = URIRef(f"{self._base}#address-{row.code}")
        self._thing(node, LOCN.Address)
        source = languages.source_language()
        self._put(node, LOCN.fullAddress, Literal(row.address, lang=source))
        if row.postal_code:
            self._put(node, LOCN.postCode, Literal(row.postal_code))
        return node

    def _parts(
        self, subject: URIRef, model: type[Any], row: Service, kind: URIRef
    ) -> Iterable[tuple[URIRef, Any]]:
        name = str(model._meta.model_name)
        for position, part in enumerate(self._facts.children[model, row.pk], start=1):
            node = URIRef(f"{subject}#{name}-{position}")
            self._thing(node, kind, f"{row.code}-{name}-{position}")
            yield node, part

    def _concept(self, code: str, name: Mapping[str, str]) -> URIRef:
        node = URIRef(f"{self._base}#{code}")
        self._thing(node, SKOS.Concept)
        self._texts(node, SKOS.prefLabel, name)
        return node

    def _page(self, address: str) -> Node | None:
        if not address:
            return None
        node = URIRef(quote(address, safe=_IN_ADDRESSES))
        self._thing(node, FOAF.Document)
        return node

    def _thing(self, node: Node, kind: URIRef, identifier: str = "") -> None:
        self.graph.add((node, RDF.type, kind))
        if identifier:
            self.graph.add((node, DCTERMS.identifier, Literal(identifier)))

    def _texts(self, node: Node, name: URIRef, texts: Mapping[str, str]) -> None:
        for code, text in texts.items():
            if text:
                self.graph.add((node, name, Literal(text, lang=code)))

    def _put(self, node: Node, name: URIRef, value: Node | None) -> None:
        if value is not None:
            self.graph.add((node, name, value))


def _offered() -> OpenDataSet:
    """Return the data set of the services as the catalogue of open data names it."""
    found = datasets.get("services")
    if found is None:
        raise LookupError("The services are not registered as an open data set")
    return found


def _processing(limits: Iterable[TimeLimit]) -> Literal | None:
    """Return how long a service takes, where it is one length of time without working days."""
    found = [limit for limit in limits if limit.kind == TimeLimitKind.PROCESSING]
    if len(found) != 1 or found[0].unit not in _DURATIONS:
        return None
    letter, times = _DURATIONS[Unit(found[0].unit)]
    return Literal(f"P{found[0].amount * times}{letter}", datatype=XSD.duration)
