"""A service in schema.org's words, for search engines and assistants."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from opencity.core.texts import languages, read
from opencity.directory.enums import ContactKind
from opencity.directory.models import Contact, Place
from opencity.services.enums import Channel, Group
from opencity.services.facts import Facts

_UNSAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}

LinkedData = dict[str, Any]


def government_service(facts: Facts) -> LinkedData:
    """Return a service as a ``GovernmentService`` in the page's language."""
    service = facts.service
    found: LinkedData = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": f"urn:uuid:{service.uuid}",
        "identifier": service.code,
        "name": read(service.title).text,
        "alternateName": service.official_name,
        "description": read(service.summary).text,
        "inLanguage": languages.current(),
        "url": settings.SITE_URL + service.get_absolute_url(),
        "areaServed": {"@type": "City", "name": read(settings.CITY.name).text},
        "audience": [_audience(code) for code in Group.values if code in service.groups],
        "serviceType": [read(topic.name).text for topic in facts.topics],
        "availableChannel": _channels(facts),
        "offers": [_offer(cost) for cost in facts.costs],
    }
    if facts.provider:
        name = read(facts.provider.name).text
        found["serviceOperator"] = {"@type": "GovernmentOrganization", "name": name}
    return {key: value for key, value in found.items() if value not in ("", [])}


def data_block(data: LinkedData) -> SafeString:
    """Return data as a data block of a page, which browsers never run and no text in it can end."""
    block = json.dumps(data, ensure_ascii=False).translate(_UNSAFE)
    return mark_safe(f'<script type="application/ld+json">{block}</script>')  # noqa: S308  # escaped here


def _audience(code: str) -> LinkedData:
    return {"@type": "Audience", "audienceType": str(Group(code).label)}


def _offer(cost: Any) -> LinkedData:
    offer = {"@type": "Offer", "price": str(cost.amount), "priceCurrency": cost.currency}
    description = read(cost.condition).text
    return {**offer, "description": description} if description else offer


def _channels(facts: Facts) -> list[LinkedData]:
    found = [
        {"@type": "ServiceChannel", "serviceLocation": _location(site.place, site.contacts)}
        for site in facts.sites
    ]
    if facts.service.online_url and Channel.ONLINE in facts.service.channels:
        found.append({"@type": "ServiceChannel", "serviceUrl": facts.service.online_url})
    found += [
        {"@type": "ServiceChannel", "servicePhone": _point(contact)}
        for contact in facts.contacts
        if contact.kind == ContactKind.PHONE
    ]
    return found


def _location(place: Place, contacts: list[Contact]) -> LinkedData:
    location: LinkedData = {"@type": "Place", "name": read(place.name).text}
    if place.address:
        location["address"] = {
            "@type": "PostalAddress",
            "streetAddress": place.address,
            "addressLocality": read(settings.CITY.name, languages.source_language()).text,
            "postalCode": place.postal_code,
        }
    phones = [contact.value for contact in contacts if contact.kind == ContactKind.PHONE]
    if phones:
        location["telephone"] = phones
    return location


def _point(contact: Contact) -> LinkedData:
    point = {"@type": "ContactPoint", "telephone": contact.value}
    return {**point, "availableLanguage": contact.languages} if contact.languages else point
