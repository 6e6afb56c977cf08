"""Numbers of moderation on the office's first page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from opencity.core.registries import DashboardTile, dashboard_tiles
from opencity.moderation import queries


def register() -> None:
    """Offer how many messages wait."""
    dashboard_tiles.register(
        DashboardTile(
            name="moderation.waiting",
            label=_("messages from people to answer"),
            count=_waiting,
            url_name="moderation_office:index",
            permission="moderation.view_feedback",
        )
    )


def _waiting(request: HttpRequest) -> int:
    return queries.waiting().filter(is_suspicious=False).count()
