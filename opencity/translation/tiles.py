"""Numbers of the desk on the office's first page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opencity.core.registries import DashboardTile, dashboard_tiles
from opencity.translation import queries
from opencity.translation.enums import Standing


def register_tiles() -> None:
    """Offer how many texts wait for a translator, and how many for a reviewer."""
    _register(Standing.MISSING, _("texts without a translation"))
    _register(Standing.OUTDATED, _("translations older than the original"))
    _register(Standing.MACHINE, _("machine-made translations to review"))


def _register(standing: Standing, label: str | Promise) -> None:
    def count(request: HttpRequest) -> int:
        return queries.counts()[standing]

    dashboard_tiles.register(
        DashboardTile(
            name=f"translation.{standing.value}",
            label=label,
            count=count,
            url_name=f"translation:{standing.value}",
            permission="translation.view_translationrecord",
        )
    )
