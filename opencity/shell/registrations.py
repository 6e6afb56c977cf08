"""What the shell itself offers: the page of open data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from opencity.core.registries import MenuEntry, SitemapSection, menu_entries, sitemap_sections


def register() -> None:
    """Register everything once."""
    menu_entries.register(MenuEntry("data", _("Open data"), "shell:data", order=950))
    sitemap_sections.register(SitemapSection("data", sitemap_paths))


def sitemap_paths() -> Iterator[tuple[str, dict[str, Any], datetime | None]]:
    """Yield the page of open data."""
    yield "shell:data", {}, None
