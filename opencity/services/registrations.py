"""What the services offer to higher apps: findable texts, counts, content, menu, open data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from opencity.core import registries
from opencity.core.registries import CountableRegister, MenuEntry, PlaceUse
from opencity.services import findable, queries, registers
from opencity.services.hsds.importing.command import HSDS
from opencity.services.loading import load_folder
from opencity.services.models import Document, Guide, Service


def register() -> None:
    """Register everything once."""
    registries.importers.register(HSDS)
    registries.content_loaders.register(
        registries.ContentLoader("services", "services", load_folder)
    )
    registries.subject_kinds.register(
        registries.SubjectKind("service", _("Service"), find_service, "services")
    )
    for entry in _menu():
        registries.menu_entries.register(entry)
    for source in findable.sources():
        registries.search_sources.register(source)
    for register in _registers():
        registries.countable_registers.register(register)
        registries.measured_registers.register(
            registries.MeasuredRegister(
                register.name,
                register.label,
                registers.of_today(register.count),
                lambda: registers.address(""),
                dimensions=frozenset({"COUNT_OF"}),
            )
        )
    registries.place_uses.register(
        PlaceUse("services", _("Services"), queries.services_at, "title", ("services",))
    )
    registries.sitemap_sections.register(registries.SitemapSection("services", sitemap_paths))
    registries.sitemap_sections.register(registries.SitemapSection("guides", guide_paths))
    registries.datasets.register(
        registries.OpenDataSet(
            "services",
            _("Services for newcomers"),
            _("What to do, where, with which papers, what it costs and until when, with sources."),
            {
                "application/json": "/api/v1/services/",
                "text/turtle": "/api/v1/services/cpsv.ttl",
                "application/ld+json": "/api/v1/services/cpsv.jsonld",
                "application/zip": "/api/hsds/package.zip",
            },
            themes=("GOVE", "SOCI"),
            keywords=(_("public services"), _("migration"), _("integration")),
            frequency="UPDATE_CONT",
            page=("services:services", {}),
            facts=data_set_facts,
            keys=("services", "directory"),
        )
    )


def data_set_facts() -> registries.DataSetFacts:
    """Return when a published service last changed."""
    changed = Service.objects.live().aggregate(at=Max("last_published_at"))
    return registries.DataSetFacts(modified=changed["at"])


def _menu() -> Iterator[MenuEntry]:
    yield MenuEntry("services", _("Services"), "services:services", order=1)
    yield MenuEntry("guides", _("Guides"), "services:guides", order=3)
    yield MenuEntry("checklist", _("My checklist"), "services:checklist", order=5)
    yield MenuEntry("help", _("Help in need"), "services:help", order=900)
    yield MenuEntry("documents", _("Documents"), "services:documents", order=910)
    yield MenuEntry("glossary", _("Glossary"), "services:glossary", order=920)


def _registers() -> Iterator[CountableRegister]:
    for name, label, count in (
        ("services", _("Services described"), registers.described),
        ("services-checked", _("Services checked in time"), registers.checked),
    ):
        yield CountableRegister(name, label, _("services"), count, registers.address)


def sitemap_paths() -> Iterator[tuple[str, dict[str, Any], datetime | None]]:
    """Yield the public pages of services, documents, words and help."""
    for name in ("services", "documents", "glossary", "help"):
        yield f"services:{name}", {}, None
    for kind, model in (("service", Service), ("document", Document)):
        rows = model.objects.live().order_by("code")
        for slug, changed in rows.values_list("slug", "last_published_at"):
            yield f"services:{kind}", {"slug": slug}, changed


def find_service(code: str) -> registries.Subject | None:
    """Return the published service of a code, for those who want to write about it."""
    row = Service.objects.live().filter(code=code).select_related("owner").first()
    return registries.Subject(row.title, row.get_absolute_url(), row.owner) if row else None


def guide_paths() -> Iterator[tuple[str, dict[str, Any], datetime | None]]:
    """Yield the pages of guides and the questions of the checklist."""
    yield "services:guides", {}, None
    yield "services:checklist", {}, None
    for guide in Guide.objects.live().order_by("order", "code"):
        yield "services:guide", {"slug": guide.slug}, guide.last_published_at
