"""What the monitor offers to higher apps: findable texts, content, menu, addresses, open data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from opencity.core import registries
from opencity.core.addresses import paths_of
from opencity.monitor.loading import load_folder
from opencity.monitor.models import Indicator
from opencity.monitor.opendata.sets import monitor_set


def register() -> None:
    """Register everything once."""
    registries.content_loaders.register(registries.ContentLoader("monitor", "monitor", load_folder))
    registries.menu_entries.register(
        registries.MenuEntry("monitor", _("Monitor"), "monitor:overview", order=905)
    )
    registries.reviewed_kinds.register(registries.ReviewedKind(Indicator, 365))
    registries.search_sources.register(
        registries.SearchSource(
            "indicator", _("Indicators"), Indicator, indicator_documents, weight=0.5
        )
    )
    registries.sitemap_sections.register(registries.SitemapSection("monitor", sitemap_paths))
    registries.datasets.register(monitor_set())


def indicator_documents(keys: Iterable[str] | None) -> Iterator[registries.SearchDocument]:
    """Yield the published indicators."""
    rows = Indicator.objects.live()
    if keys is not None:
        rows = rows.filter(pk__in=list(keys))
    for row in rows:
        yield registries.SearchDocument(
            kind="indicator",
            key=str(row.pk),
            code=row.code,
            url=paths_of("monitor:indicator", slug=row.slug),
            titles=row.title,
            bodies=row.summary,
        )


def sitemap_paths() -> Iterator[tuple[str, dict[str, Any], datetime | None]]:
    """Yield the public pages of the monitor."""
    for name in ("overview", "profile", "compare", "index"):
        yield f"monitor:{name}", {}, None
    for row in Indicator.objects.live().order_by("code"):
        yield "monitor:indicator", {"slug": row.slug}, row.last_published_at
