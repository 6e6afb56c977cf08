"""Offices in schema.org's words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import override

from opencity.core.texts import languages
from opencity.directory.enums import ContactKind, OrganisationKind, PlaceKind
from opencity.directory.hours import special_days
from opencity.directory.models import Contact, Place
from opencity.directory.rules import DayHours, Stretch

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PUBLIC = {
    OrganisationKind.MUNICIPALITY,
    OrganisationKind.DISTRICT,
    OrganisationKind.STATE,
    OrganisationKind.AGENCY,
}


def linked_office(row: Place) -> dict[str, Any]:
    """Return an office as a schema.org place; what is not known is left out.

    Its contacts and schedule have been read.
    """
    base = f"{settings.SITE_URL}/api/v1/offices/{row.code}/"
    facts = {
        "@type": _type(row),
        "@id": f"{base}#office",
        "identifier": row.code,
        "name": tagged(row.name),
        "description": tagged(row.summary),
        "url": settings.SITE_URL + _page(row),
        "address": _address(row),
        "geo": _point(row),
        "contactPoint": [_contact(contact) for contact in row.contact_list],
        "openingHoursSpecification": list(_week(row.schedule.week)),
        "specialOpeningHoursSpecification": [
            special for day in special_days(row.schedule) for special in _special(day)
        ],
        "parentOrganization": _organisation(row),
        "amenityFeature": _wheelchair(row),
    }
    return {name: value for name, value in facts.items() if value}


def _type(row: Place) -> str | list[str]:
    if row.kind == PlaceKind.LIBRARY:
        return "Library"
    is_public = row.kind == PlaceKind.DISTRICT_OFFICE or (
        row.provider is not None and row.provider.kind in _PUBLIC
    )
    return "GovernmentOffice" if is_public else ["Organization", "Place"]


def _page(row: Place) -> str:
    with override(languages.source_language()):
        return row.get_absolute_url()


def tagged(text: Mapping[str, str]) -> list[dict[str, str]]:
    """Return a text as JSON-LD values, each with its language."""
    return [{"@value": piece, "@language": code} for code, piece in text.items()]


def _address(row: Place) -> dict[str, Any]:
    if not row.address:
        return {}
    source = languages.source_language()
    known = {
        "streetAddress": [
            {"@value": row.address, "@language": source},
            {"@value": row.latin_address, "@language": f"{source}-Latn"},
        ],
        "postalCode": row.postal_code,
        "addressLocality": tagged(settings.CITY.name),
        "addressCountry": settings.CITY.country,
    }
    return {"@type": "PostalAddress"} | {name: value for name, value in known.items() if value}


def _point(row: Place) -> dict[str, Any]:
    if row.latitude is None or row.longitude is None:
        return {}
    return {
        "@type": "GeoCoordinates",
        "latitude": float(row.latitude),
        "longitude": float(row.longitude),
    }


def _contact(row: Contact) -> dict[str, Any]:
    names = {ContactKind.EMAIL: "email", ContactKind.WEB: "url", ContactKind.FORM: "url"}
    known = {
        "contactType": tagged(row.label),
        names.get(ContactKind(row.kind), "telephone"): row.value,
        "availableLanguage": row.languages,
    }
    return {"@type": "ContactPoint"} | {name: value for name, value in known.items() if value}


def _week(week: Iterable[Iterable[Stretch]]) -> Iterable[dict[str, Any]]:
    for number, stretches in enumerate(week):
        for each in sorted(stretches):
            yield {**_hours(each), "dayOfWeek": f"https://schema.org/{_DAYS[number]}"}


def _special(day: DayHours) -> list[dict[str, Any]]:
    if day.stretches is None:
        return []
    span = {"validFrom": day.day.isoformat(), "validThrough": day.day.isoformat()}
    midnight = datetime.time()
    # schema.org says of a day that is closed that it opens and closes at midnight.
    return [{**_hours(each), **span} for each in day.stretches or (Stretch(midnight, midnight),)]


def _hours(stretch: Stretch) -> dict[str, Any]:
    return {
        "@type": "OpeningHoursSpecification",
        "opens": f"{stretch.opens:%H:%M}",
        "closes": f"{stretch.closes:%H:%M}",
    }


def _organisation(row: Place) -> dict[str, Any]:
    if row.provider is None:
        return {}
    kind = "GovernmentOrganization" if row.provider.kind in _PUBLIC else "Organization"
    return {"@type": kind, "identifier": row.provider.code, "name": tagged(row.provider.name)}


def _wheelchair(row: Place) -> list[dict[str, Any]]:
    known = {"yes": True, "no": False}
    if row.wheelchair not in known:
        return []
    return [
        {
            "@type": "LocationFeatureSpecification",
            "name": "wheelchair access",
            "value": known[row.wheelchair],
        }
    ]
