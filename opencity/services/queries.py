"""Reads of documents, words and help that pages and interfaces share; published rows only."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from opencity.core.published import linked_keys
from opencity.directory.enums import PlaceKind
from opencity.directory.models import Contact, Place
from opencity.services.enums import PlaceRule
from opencity.services.models import Document, Guide, RequiredDocument, Service, Topic
from opencity.services.names import Names, names
from opencity.translation.models import GlossaryTerm


def entrances() -> Names:
    """Return the names of the topics that have services, and of the published guides."""
    of_topic = Service.objects.live().filter(topics=OuterRef("pk"))
    return names(topics=Topic.objects.filter(Exists(of_topic)), guides=Guide.objects.live())


def documents() -> list[Document]:
    """Return the published documents, each with ``asked_for``, how many services ask for it."""
    rows = list(Document.objects.live())
    asked: dict[int, set[int]] = {}
    uses = RequiredDocument.objects.filter(service__live=True)
    for document, service in uses.values_list("document_id", "service_id"):
        asked.setdefault(document, set()).add(service)
    for row in rows:
        row.asked_for = len(asked.get(row.pk, ()))
    return rows


def services_asking_for(document: Document) -> list[Service]:
    """Return the published services that ask for a document."""
    if document.pk is None:
        return []
    keys = RequiredDocument.objects.filter(document=document.pk).values("service_id")
    return list(Service.objects.live().filter(pk__in=keys).only("code", "slug", "title"))


def services_at(place: Place) -> list[Service]:
    """Return the published services for which one goes to a place."""
    rules = [PlaceRule.DISTRICT] if place.kind == PlaceKind.DISTRICT_OFFICE else []
    there = Q(places=place.pk) | Q(place_rule__in=rules)
    return list(Service.objects.live().filter(there).distinct().only("code", "slug", "title"))


def service_giving(document: Document) -> Service | None:
    """Return the published service through which one gets a document."""
    if not document.service_code:
        return None
    rows = Service.objects.live().filter(code=document.service_code)
    found: Service | None = rows.only("code", "slug", "title").first()
    return found


def glossary() -> list[GlossaryTerm]:
    """Return all words of the glossary."""
    return list(GlossaryTerm.objects.all())


def emergency_contacts() -> list[Contact]:
    """Return the numbers for emergencies."""
    return list(Contact.objects.filter(is_emergency=True))


def services_in_need() -> list[Service]:
    """Return the published services that help in need, by topic.

    Each has ``heading``, its first topic, and ``ways_to_reach``, its contacts.
    """
    rows = list(Service.objects.live().filter(is_help=True).select_related("live_revision"))
    keys = {row.pk: linked_keys(row, "contacts") for row in rows}
    contacts = list(Contact.objects.filter(pk__in=set().union(*keys.values())))
    topics = list(Topic.objects.all())
    for row in rows:
        row.ways_to_reach = [each for each in contacts if each.pk in keys[row.pk]]
        under = linked_keys(row, "topics")
        row.heading = next((topic for topic in topics if topic.pk in under), None)
    return sorted(rows, key=lambda row: row.heading.order if row.heading else len(topics))
