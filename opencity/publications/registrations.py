"""What the packs offer to higher apps: findable texts, content files, a menu entry, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from opencity.core import registries
from opencity.core.addresses import paths_of
from opencity.core.registries import SearchDocument
from opencity.publications.loading import load_folder
from opencity.publications.models import Pack


def register() -> None:
    """Register everything once."""
    registries.content_loaders.register(
        registries.ContentLoader("publications", "publications", load_folder)
    )
    registries.menu_entries.register(
        registries.MenuEntry("packs", _("Packs"), "publications:packs", order=8)
    )
    registries.search_sources.register(
        registries.SearchSource("pack", _("Packs"), Pack, pack_documents, weight=0.5)
    )
    registries.sitemap_sections.register(registries.SitemapSection("packs", sitemap_paths))


def pack_documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Yield the published packs."""
    rows = Pack.objects.live()
    if keys is not None:
        rows = rows.filter(pk__in=[key for key in keys if str(key).isdecimal()])
    for row in rows.order_by("pk"):
        yield SearchDocument(
            kind="pack",
            key=str(row.pk),
            code=row.code,
            url=paths_of("publications:pack", slug=row.slug),
            titles=row.title,
            bodies=row.summary,
        )


def sitemap_paths() -> Iterator[tuple[str, dict[str, Any], datetime | None]]:
    """Yield the public pages of the packs."""
    yield "publications:packs", {}, None
    for row in Pack.objects.live().order_by("order", "code"):
        yield "publications:pack", {"slug": row.slug}, row.last_published_at
