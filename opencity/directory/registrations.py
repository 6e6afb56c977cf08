"""What the directory offers to higher apps: findable texts, content, a menu entry, open data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from opencity.core import registries
from opencity.core.addresses import paths_of
from opencity.core.registries import SearchDocument, SearchSource
from opencity.core.texts import languages
from opencity.directory import queries
from opencity.directory.loading import load_folder
from opencity.directory.models import District, Organisation, Place


def register() -> None:
    """Register everything once."""
    registries.content_loaders.register(
        registries.ContentLoader("directory", "directory", load_folder)
    )
    registries.subject_kinds.register(
        registries.SubjectKind("office", _("Office"), find_office, "directory")
    )
    registries.menu_entries.register(
        registries.MenuEntry("offices", _("Offices"), "directory:offices", order=8)
    )
    registries.menu_entries.register(
        registries.MenuEntry("organisations", _("Who helps"), "directory:organisations", order=900)
    )
    registries.search_sources.register(
        SearchSource(
            "office",
            _("Offices"),
            Place,
            office_documents,
            {District: _places_of_district},
            weight=0.75,
        )
    )
    registries.search_sources.register(
        SearchSource(
            "organisation", _("Organisations"), Organisation, organisation_documents, weight=0.5
        )
    )
    registries.sitemap_sections.register(registries.SitemapSection("directory", sitemap_paths))
    registries.datasets.register(
        registries.OpenDataSet(
            "offices",
            _("Offices and their hours"),
            _("All offices with addresses, hours, exceptions, public holidays and contacts."),
            {
                "application/json": "/api/v1/offices/",
                "application/ld+json": "/api/v1/offices/offices.jsonld",
            },
            themes=("GOVE", "REGI"),
            keywords=(_("public offices"), _("opening hours")),
            frequency="UPDATE_CONT",
            page=("directory:offices", {}),
            facts=data_set_facts,
            keys=("directory",),
        )
    )


def data_set_facts() -> registries.DataSetFacts:
    """Return when a published office last changed."""
    changed = Place.objects.live().aggregate(at=Max("last_published_at"))
    return registries.DataSetFacts(modified=changed["at"])


def office_documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Yield the published offices; their addresses are found in both alphabets."""
    rows = _of_keys(Place.objects.live().select_related("district"), keys)
    for row in rows:
        yield SearchDocument(
            kind="office",
            key=str(row.pk),
            code=row.code,
            url=paths_of("directory:office", slug=row.slug),
            titles=row.name,
            bodies=_office_bodies(row),
            facets={"kind": [row.kind], "district": [row.district.code] if row.district else []},
        )


def _office_bodies(row: Place) -> dict[str, str]:
    addresses = [row.address, row.latin_address] if row.address else []
    bodies = {}
    for code in languages.codes():
        district = row.district.name.get(code, "") if row.district else ""
        pieces = [row.summary.get(code, ""), district, *addresses]
        bodies[code] = "\n".join(piece for piece in pieces if piece)
    return bodies


def organisation_documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Yield the published organisations."""
    for row in _of_keys(Organisation.objects.live(), keys):
        yield SearchDocument(
            kind="organisation",
            key=str(row.pk),
            code=row.code,
            url=paths_of("directory:organisation", code=row.code),
            titles=row.name,
            bodies=row.summary,
            facets={"kind": [row.kind]},
        )


def _of_keys(rows: Any, keys: Iterable[str] | None) -> Any:
    if keys is not None:
        rows = rows.filter(pk__in=[key for key in keys if str(key).isdecimal()])
    return rows.order_by("pk")


def _places_of_district(district: District) -> list[str]:
    return [str(pk) for pk in Place.objects.filter(district=district).values_list("pk", flat=True)]


def sitemap_paths() -> Iterator[tuple[str, dict[str, Any], datetime | None]]:
    """Yield the public pages of the directory."""
    yield "directory:offices", {}, None
    yield "directory:organisations", {}, None
    for district in queries.districts():
        yield "directory:district", {"slug": district.slug}, None
    for place in Place.objects.live().order_by("code"):
        yield "directory:office", {"slug": place.slug}, place.last_published_at
    for organisation in queries.organisations():
        changed = organisation.last_published_at
        yield "directory:organisation", {"code": organisation.code}, changed


def find_office(code: str) -> registries.Subject | None:
    """Return the published office of a code, for those who want to write about it."""
    row = Place.objects.live().filter(code=code).select_related("owner").first()
    return registries.Subject(row.name, row.get_absolute_url(), row.owner) if row else None
