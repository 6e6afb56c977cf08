"""Reads of documents, words and help that pages and interfaces share; published rows only."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from opencity.core.published import linked_keys
from opencity.directory.enums import PlaceKind
from opencity.directory.models import Contact, Organisation, Place
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


@dataclass
class Reached:
    """Contacts of one organisation, or of none that we know."""

    organisation: Organisation | None
    contacts: list[Contact] = field(default_factory=list)


def services_in_need() -> list[Service]:
    """Return the published services that help in need, each with its ``ways_to_reach``.

    These are its contacts, gathered by the organisation that they belong to, without the numbers
    for emergencies.
    """
    rows = list(Service.objects.live().filter(is_help=True).select_related("live_revision"))
    keys = {row.pk: linked_keys(row, "contacts") for row in rows}
    wanted = set().union(*keys.values())
    contacts = list(Contact.objects.filter(pk__in=wanted, is_emergency=False))
    holders = _holders(contacts)
    for row in rows:
        row.ways_to_reach = _gathered(
            [each for each in contacts if each.pk in keys[row.pk]], holders
        )
    return rows


def _holders(contacts: list[Contact]) -> dict[int, Organisation]:
    """Return the first published organisation of each contact."""
    links = Organisation.contacts.through.objects.filter(contact__in=contacts)
    pairs = links.filter(organisation__live=True).order_by("organisation__code", "pk")
    found: dict[int, Organisation] = {}
    for link in pairs.select_related("organisation"):
        found.setdefault(link.contact_id, link.organisation)
    return found


def _gathered(contacts: list[Contact], holders: dict[int, Organisation]) -> list[Reached]:
    by_holder: dict[int, Reached] = {}
    for contact in contacts:
        holder = holders.get(contact.pk)
        place = by_holder.setdefault(holder.pk if holder else 0, Reached(holder))
        place.contacts.append(contact)
    return list(by_holder.values())
