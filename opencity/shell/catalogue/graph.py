"""Writes the catalogue of open data as a graph in the words of DCAT-AP 3.

https://semiceu.github.io/DCAT-AP/releases/3.0.0/ names the classes and properties. What a property
points to has its class beside it, also where it is a word of a published code list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from opencity.core.addresses import addresses_of
from opencity.core.licences import OWN, licence_of
from opencity.core.registries import DataSetFacts, OpenDataSet
from opencity.core.texts import languages
from opencity.core.texts.labels import in_every_language
from opencity.shell.catalogue import vocabularies as eu
from opencity.shell.catalogue.entries import Entry

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PREFIXES = {
    "dcat": DCAT, "dct": DCTERMS, "foaf": FOAF, "prov": PROV, "rdfs": RDFS, "skos": SKOS,
    "vcard": VCARD, "xsd": XSD,
}  # fmt: skip
SERVICES = {
    "api": ("/api/v1/", "/api/v1/openapi.json", _("The open interface of the site")),
    "hsds": ("/api/hsds/", "/api/hsds/openapi.json", _("Services by the standard HSDS")),
}
"""The interfaces: where each begins, its OpenAPI document, its title."""

_NUTS = "http://data.europa.eu/nuts/code/"
_LOCAL_AUTHORITY = URIRef("http://purl.org/adms/publishertype/LocalAuthority")
_IN_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"


class Catalogue:
    """A graph of data sets, their files, and the interfaces that give them."""

    def __init__(self) -> None:
        self.graph = Graph(bind_namespaces="none")
        for prefix, namespace in PREFIXES.items():
            self.graph.bind(prefix, namespace)
        self._base = f"{settings.SITE_URL}/data/#"
        self._catalogue = URIRef(f"{self._base}catalogue")
        self._publisher = URIRef(f"{settings.SITE_URL}/#publisher")
        self._contact = URIRef(f"{self._base}contact")

    def add(self, entries: Sequence[Entry]) -> None:
        """Describe the catalogue, its interfaces and its data sets."""
        self._describe_publisher()
        self._describe_catalogue(entries)
        for name in SERVICES:
            self._describe_service(name)
        for entry in entries:
            subject = self._dataset(entry.data, entry.facts)
            for part in entry.parts:
                inner = self._dataset(part.data, part.facts)
                self._put(subject, DCTERMS.hasPart, inner)
                self._put(inner, DCTERMS.isPartOf, subject)

    def _describe_publisher(self) -> None:
        self._thing(self._publisher, FOAF.Agent)
        self._texts(self._publisher, FOAF.name, settings.CITY.authority)
        self._concept(_LOCAL_AUTHORITY, "Local Authority")
        self._put(self._publisher, DCTERMS.type, _LOCAL_AUTHORITY)
        self._thing(self._contact, VCARD.Organization)
        self._texts(self._contact, VCARD.fn, settings.CITY.authority)
        for address in addresses_of("shell:data").values():
            self._put(self._contact, VCARD.hasURL, URIRef(address))

    def _describe_catalogue(self, entries: Sequence[Entry]) -> None:
        subject = self._catalogue
        self._thing(subject, DCAT.Catalog)
        city = in_every_language(settings.CITY.name)
        title = in_every_language(_("Open data"))
        self._texts(
            subject, DCTERMS.title, {code: f"{city.get(code, '')}: {title[code]}" for code in title}
        )
        about = in_every_language(_("All open data sets of the site, with their formats."))
        self._texts(subject, DCTERMS.description, about)
        self._common(subject, OWN)
        home = URIRef(f"{settings.SITE_URL}/")
        self._thing(home, FOAF.Document)
        self._put(subject, FOAF.homepage, home)
        taxonomy = URIRef(f"{eu.AUTHORITY}data-theme")
        self._thing(taxonomy, SKOS.ConceptScheme)
        self._texts(taxonomy, DCTERMS.title, {"en": "Data theme"})
        self._put(subject, DCAT.themeTaxonomy, taxonomy)
        self._put(subject, DCTERMS.spatial, self._territory())
        self._moment(subject, DCTERMS.modified, _newest(entries))

    def _describe_service(self, name: str) -> None:
        endpoint, description, title = SERVICES[name]
        subject = self._service(name)
        self._thing(subject, DCAT.DataService)
        self._texts(subject, DCTERMS.title, in_every_language(title))
        self._put(subject, DCAT.endpointURL, URIRef(settings.SITE_URL + endpoint))
        self._put(subject, DCAT.endpointDescription, URIRef(settings.SITE_URL + description))
        self._put(subject, DCTERMS.license, self._licence(OWN))
        self._put(subject, DCTERMS.publisher, self._publisher)
        self._put(subject, DCAT.contactPoint, self._contact)
        self._put(subject, DCTERMS.accessRights, self._public())
        self._put(self._catalogue, DCAT.service, subject)

    def _dataset(self, data: OpenDataSet, facts: DataSetFacts) -> URIRef:
        subject = URIRef(_sound(data.address))
        self._thing(subject, DCAT.Dataset)
        self._put(self._catalogue, DCAT.dataset, subject)
        self._put(subject, DCTERMS.identifier, Literal(data.name))
        self._texts(subject, DCTERMS.title, in_every_language(data.title))
        self._texts(subject, DCTERMS.description, in_every_language(data.description))
        for keyword in data.keywords:
            self._texts(subject, DCAT.keyword, in_every_language(keyword))
        for code in data.themes:
            theme = self._word("data-theme", code, eu.THEMES[code])
            self._put(subject, DCAT.theme, theme)
        if data.frequency:
            often = self._word("frequency", data.frequency, eu.FREQUENCIES[data.frequency])
            self._thing(often, DCTERMS.Frequency)
            self._put(subject, DCTERMS.accrualPeriodicity, often)
        self._common(subject, data.licence)
        self._put(subject, DCAT.contactPoint, self._contact)
        self._put(subject, DCTERMS.accessRights, self._public())
        self._pages(subject, data)
        self._known(subject, facts)
        for media_type, path in data.formats.items():
            self._distribution(subject, data, media_type, path, facts)
        return subject

    def _pages(self, subject: URIRef, data: OpenDataSet) -> None:
        if data.page is None:
            return
        name, arguments = data.page
        for address in addresses_of(name, **arguments).values():
            page = URIRef(_sound(address))
            self._thing(page, FOAF.Document)
            self._put(subject, DCAT.landingPage, page)

    def _known(self, subject: URIRef, facts: DataSetFacts) -> None:
        """Tell what is known of a data set today: when, of when, of where, from whom."""
        self._moment(subject, DCTERMS.issued, facts.issued)
        self._moment(subject, DCTERMS.modified, facts.modified)
        if facts.start and facts.end:
            time = BNode(f"time-{facts.start}-{facts.end}")
            self._thing(time, DCTERMS.PeriodOfTime)
            self._put(time, DCAT.startDate, _day(facts.start))
            self._put(time, DCAT.endDate, _day(facts.end))
            self._put(subject, DCTERMS.temporal, time)
        for code, names in facts.areas.items():
            self._put(subject, DCTERMS.spatial, self._area(code, names))
        if not facts.areas:
            self._put(subject, DCTERMS.spatial, self._territory())
        for source in facts.sources:
            self._source(subject, source)

    def _source(self, subject: URIRef, source: Mapping[str, str]) -> None:
        title, address = source["title"], source.get("address", "")
        origin = BNode("source-" + sha256(f"{title} {address}".encode()).hexdigest()[:16])
        self._thing(origin, DCTERMS.ProvenanceStatement)
        self._put(origin, RDFS.label, Literal(title))
        self._put(subject, DCTERMS.provenance, origin)
        if address.startswith(("https://", "http://")):
            page = URIRef(_sound(address))
            self._thing(page, FOAF.Document)
            self._put(origin, FOAF.page, page)

    def _distribution(
        self, subject: URIRef, data: OpenDataSet, media_type: str, path: str, facts: DataSetFacts
    ) -> None:
        address = URIRef(_sound(settings.SITE_URL + path))
        bare = eu.bare(media_type)
        node = URIRef(f"{subject}:{quote(bare.replace('/', '-'), safe='+.-')}")
        self._thing(node, DCAT.Distribution)
        self._texts(node, DCTERMS.title, {"en": eu.NAMES[bare]})
        self._put(node, DCAT.accessURL, address)
        self._put(node, DCAT.downloadURL, address)
        kind = URIRef(eu.MEDIA_TYPES + bare)
        self._thing(kind, DCTERMS.MediaType)
        self._put(node, DCAT.mediaType, kind)
        form = self._word("file-type", eu.FILE_TYPES[bare], eu.FILE_TYPES[bare])
        self._thing(form, DCTERMS.MediaTypeOrExtent)
        self._put(node, DCTERMS.format, form)
        self._put(node, DCTERMS.license, self._licence(data.licence))
        self._moment(node, DCTERMS.modified, facts.modified)
        for name, (endpoint, _description, _title) in SERVICES.items():
            if path.startswith(endpoint):
                self._put(node, DCAT.accessService, self._service(name))
                self._put(self._service(name), DCAT.servesDataset, subject)
        self._put(subject, DCAT.distribution, node)

    def _common(self, subject: URIRef, licence: str) -> None:
        self._put(subject, DCTERMS.publisher, self._publisher)
        self._put(subject, DCTERMS.license, self._licence(licence))
        for code in languages.codes():
            if code in eu.LANGUAGES:
                word = self._word("language", eu.LANGUAGES[code], languages.name(code), code)
                self._thing(word, DCTERMS.LinguisticSystem)
                self._put(subject, DCTERMS.language, word)

    def _service(self, name: str) -> URIRef:
        return URIRef(f"{self._base}interface-{name}")

    def _licence(self, name: str) -> Node:
        """Return a licence by the address of its text, or the terms in words."""
        known = licence_of(name)
        node = URIRef(known.address if known else f"{self._base}licence-{quote(name)}")
        self._thing(node, DCTERMS.LicenseDocument)
        self._put(node, RDFS.label, Literal(known.title if known else name, lang="en"))
        return node

    def _public(self) -> Node:
        node = self._word("access-right", "PUBLIC", "public")
        self._thing(node, DCTERMS.RightsStatement)
        return node

    def _territory(self) -> Node:
        """Return the area for which the city speaks, as a published code list names it."""
        node = URIRef(settings.CITY.territory or f"{self._base}territory")
        self._thing(node, DCTERMS.Location)
        return node

    def _area(self, code: str, names: Mapping[str, str]) -> Node:
        """Return a place of statistics; the city's country and its parts are known to Eurostat."""
        node = URIRef(f"{self._base}area-{quote(code)}")
        self._thing(node, DCTERMS.Location)
        self._put(node, DCTERMS.identifier, Literal(code))
        self._texts(node, SKOS.prefLabel, names)
        if code.startswith(settings.CITY.country) and len(code) <= 5:
            self._put(node, SKOS.exactMatch, URIRef(_NUTS + quote(code)))
        return node

    def _word(self, kind: str, code: str, name: str, language: str = "en") -> URIRef:
        """Return a word of one of the EU's lists."""
        node = URIRef(f"{eu.AUTHORITY}{kind}/{code}")
        self._concept(node, name, language)
        return node

    def _concept(self, node: URIRef, name: str, language: str = "en") -> None:
        self._thing(node, SKOS.Concept)
        self._put(node, SKOS.prefLabel, Literal(name, lang=language))

    def _thing(self, node: Node, kind: URIRef) -> None:
        self.graph.add((node, RDF.type, kind))

    def _texts(self, node: Node, name: URIRef, texts: Mapping[str, str]) -> None:
        for code, text in texts.items():
            if text:
                self.graph.add((node, name, Literal(text, lang=code)))

    def _moment(self, node: Node, name: URIRef, moment: datetime | None) -> None:
        if moment is not None:
            at = moment.replace(microsecond=0)
            self._put(node, name, Literal(at.isoformat(), datatype=XSD.dateTime))

    def _put(self, node: Node, name: URIRef, value: Node) -> None:
        self.graph.add((node, name, value))


def _newest(entries: Sequence[Entry]) -> datetime | None:
    every = [each for entry in entries for each in (entry, *entry.parts)]
    return max((each.facts.modified for each in every if each.facts.modified), default=None)


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD.date)


def _sound(address: str) -> str:
    """Return an address in which nothing stands that an address may not hold."""
    return quote(address, safe=_IN_ADDRESSES)


def prefixes() -> dict[str, Any]:
    """Return the context of the JSON-LD form."""
    return {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
