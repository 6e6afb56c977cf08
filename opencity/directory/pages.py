"""What each public page of the directory shows, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from opencity.core.registries import place_uses
from opencity.core.texts import languages, read
from opencity.core.texts.notices import text_notice
from opencity.directory import queries
from opencity.directory.district_map import drawn
from opencity.directory.enums import OrganisationKind, PlaceKind, Weekday
from opencity.directory.hours import special_days, with_own_schedule
from opencity.directory.maplinks import map_links
from opencity.directory.models import District, Organisation, Place
from opencity.directory.rules import Schedule, merged
from opencity.directory.transliteration import latin_address

Context = dict[str, Any]

HELPERS = (OrganisationKind.NGO, OrganisationKind.COMMUNITY, OrganisationKind.INTERNATIONAL)
"""Kinds of organisations that help people and are no authorities."""


def crumbs(*names: str) -> list[dict[str, str]]:
    """Return the way back from a page below the lists of the directory."""
    labels = {"directory:offices": _("Offices"), "directory:organisations": _("Who helps")}
    return [{"label": labels[name], "url": reverse(name)} for name in names]


def offices_context() -> Context:
    """All offices: the map and list of districts, then the others by kind."""
    places, districts = queries.places(), queries.districts()
    of_kind = {kind: [row for row in places if row.kind == kind] for kind in PlaceKind}
    _with_places(districts, places)
    return {
        "places": places,
        "districts": districts,
        "map": _map_of(districts),
        "kinds": [
            {"kind": kind.value, "label": label, "places": of_kind[kind]}
            for kind, label in _headings().items()
            if of_kind[kind]
        ],
        **text_notice([*places, *districts]),
    }


def _headings() -> dict[PlaceKind, str]:
    """Return the headings of the kinds beside the district offices, in their order."""
    return {
        PlaceKind.OFFICE: _("Offices of the city and the state"),
        PlaceKind.INFORMATION_POINT: _("Information points"),
        PlaceKind.RECEPTION_CENTRE: _("Reception centres"),
        PlaceKind.LIBRARY: _("Libraries"),
        PlaceKind.ONLINE: _("Online"),
    }


def district_context(slug: str) -> Context:
    """One district with its offices."""
    districts = queries.districts()
    district = next((row for row in districts if row.slug == slug), None)
    if district is None:
        raise Http404(_("There is no such district."))
    places = queries.places(district=district)
    return {
        "crumbs": crumbs("directory:offices"),
        "district": district,
        "district_source_name": read(district.name, languages.source_language()).text,
        "districts": districts,
        "map": _map_of(districts, district),
        "places": places,
        **text_notice([*places, *districts]),
    }


def office_page_context(slug: str) -> Context:
    """The page of a published office."""
    place = queries.place(slug)
    if place is None:
        raise Http404(_("There is no such office."))
    return office_context(place)


def office_context(place: Place, *, draft: bool = False) -> Context:
    """Everything the page of an office shows, published or, as a ``draft``, in a preview."""
    if draft:
        queries.with_provider(with_own_schedule(place, draft=True))
        place.contact_list = queries.in_order(place.contacts.all())
    else:
        queries.with_contacts([place])
    uses: list[Context] = [
        {"label": use.label, "title": use.title, "rows": list(use.rows(place))}
        for use in place_uses
    ]
    districts = queries.districts() if place.district_id else []
    rows: list[Any] = [place, *place.contact_list, *districts]
    rows += [place.provider] if place.provider else []
    rows += [row for use in uses for row in use["rows"]]
    return {
        "crumbs": crumbs("directory:offices"),
        "place": place,
        **address_lines(place),
        "today": place.state.today.day.weekday(),
        "week": week_of(place.schedule),
        "special_days": special_days(place.schedule),
        "map_links": map_links(place),
        "uses": [use for use in uses if use["rows"]],
        "map": _map_of(districts, place.district) if districts else None,
        **text_notice(rows),
    }


def address_lines(place: Place) -> Context:
    """Return name, address and city as a driver reads them, in the city's own letters and in Latin.

    Latin lines are left out where they would be the same.
    """
    language = languages.source_language()
    name, city = (read(text, language).text for text in (place.name, settings.CITY.name))
    latin = {
        "name": latin_address(name),
        "address": place.latin_address,
        "city": latin_address(city),
    }
    differs = latin["address"] != place.address
    return {"source_name": name, "source_city": city, "latin_lines": latin if differs else None}


def week_of(schedule: Schedule) -> list[dict[str, Any]]:
    """Return the days of the week with their hours, none where they are not known."""
    if not schedule.is_known:
        return []
    return [
        {"number": day.value, "label": day.label, "stretches": merged(schedule.week[day])}
        for day in Weekday
    ]


def organisations_context() -> Context:
    """All organisations by kind, those that help first."""
    rows = queries.organisations()
    order = [*HELPERS, *(kind for kind in OrganisationKind if kind not in HELPERS)]
    return {
        "kinds": [
            {
                "kind": kind.value,
                "label": kind.label,
                "rows": [row for row in rows if row.kind == kind],
            }
            for kind in order
            if any(row.kind == kind for row in rows)
        ],
        **text_notice(rows),
    }


def organisation_page_context(code: str) -> Context:
    """The page of a published organisation."""
    organisation = next(iter(queries.organisations(code=code)), None)
    if organisation is None:
        raise Http404(_("There is no such organisation."))
    return organisation_context(organisation)


def organisation_context(organisation: Organisation, *, draft: bool = False) -> Context:
    """What the page of an organisation shows, published or, as a ``draft``, in a preview."""
    known = queries.organisations()
    parent = next((row for row in known if row.pk == organisation.parent_id), None)
    parts = [row for row in known if organisation.pk and row.parent_id == organisation.pk]
    places = queries.places(organisation=organisation.pk) if organisation.pk else []
    contacts = (
        queries.in_order(organisation.contacts.all())
        if draft
        else queries.contacts_of(organisation)
    )
    rows = [organisation, *places, *contacts, *parts, *([parent] if parent else [])]
    return {
        "crumbs": crumbs("directory:organisations"),
        "organisation": organisation,
        "parent": parent,
        "parts": parts,
        "places": places,
        "contacts": contacts,
        **text_notice(rows),
    }


def _with_places(districts: Iterable[Any], places: list[Place]) -> None:
    for district in districts:
        district.place_list = [row for row in places if row.district_id == district.pk]


def _map_of(districts: list[District], current: District | None = None) -> Context:
    """Return the map of the districts, each circle with its name in at most two lines."""
    points = [(float(row.latitude), float(row.longitude)) for row in districts]
    drawing = drawn(points)
    return {
        "drawing": drawing,
        "current": current,
        "spots": [
            {
                "district": district,
                "spot": spot,
                "lines": read(district.name).text.split(" ", 1),
                "language": read(district.name).language,
                "url": reverse("directory:district", kwargs={"slug": district.slug}),
                "is_current": current is not None and district.pk == current.pk,
            }
            for district, spot in zip(districts, drawing.spots, strict=True)
        ],
    }
