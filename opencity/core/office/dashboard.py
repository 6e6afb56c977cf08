"""The numbers on the office's first page, as the apps offer them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.site_summary import SummaryItem

from opencity.core.registries import DashboardTile, dashboard_tiles


class TileItem(SummaryItem):
    """One tile, for those who may see what it counts."""

    template_name = "core/office/tile.html"
    order = 300

    def __init__(self, request: HttpRequest, tile: DashboardTile) -> None:
        super().__init__(request)
        self.tile = tile

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count, and name the page that lists what was counted."""
        return {
            "label": self.tile.label,
            "number": self.tile.count(self.request),
            "url": reverse(self.tile.url_name),
        }

    def is_shown(self) -> bool:
        """Ask for the tile's permission."""
        permission = self.tile.permission
        return not permission or bool(self.request.user.has_perm(permission))


def tiles_for(request: HttpRequest) -> list[TileItem]:
    """Return all tiles, in the order of their registration."""
    return [TileItem(request, tile) for tile in dashboard_tiles]
