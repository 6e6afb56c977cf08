"""Numbers of the desk on the office's first page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from opencity.core.registries import DashboardTile, dashboard_tiles
from opencity.editing import queries
from opencity.editing.enums import LinkState, Look
from opencity.editing.models import Link
from opencity.editing.queries.changes import waiting_for
from opencity.editing.queries.due import Filter


def register_tiles() -> None:
    """Offer what waits for the signed-in person, and what is wrong on the whole."""
    for tile in (
        DashboardTile("editing.mine", _("of my records to look at again"), _mine, "editing:due"),
        DashboardTile("editing.changes", _("changes asked of me"), _changes, "editing:changes"),
        DashboardTile(
            "editing.links", _("broken links"), _broken, "editing:links", "editing.view_link"
        ),
    ):
        dashboard_tiles.register(tile)


def _mine(request: HttpRequest) -> int:
    return queries.counts(chosen=Filter(owner=request.user.pk))[Look.DUE]


def _changes(request: HttpRequest) -> int:
    return waiting_for(request.user).count()


def _broken(request: HttpRequest) -> int:
    return Link.objects.filter(state=LinkState.BROKEN).count()
