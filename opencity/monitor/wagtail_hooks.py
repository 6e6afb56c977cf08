"""Puts the monitor into the back office."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from opencity.monitor.office.viewsets import MonitorGroup

register_snippet(MonitorGroup)


class _Item(MenuItem):
    """An entry of the menu for those who may see its screen."""

    def __init__(self, label: Any, view: str, permission: str, **kwargs: Any) -> None:
        super().__init__(label, reverse_lazy(f"monitor_office:{view}"), **kwargs)
        self._permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission."""
        return bool(request.user.has_perm(self._permission))


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLResolver]:
    """Put the desk below the office's address."""
    return [path("figures/", include("opencity.monitor.office.urls"))]


@hooks.register("register_admin_menu_item")
def entries_item() -> MenuItem:
    """Put the desk of entered figures into the office's menu."""
    return _Item(_("Entered figures"), "entries", "monitor.view_entry", icon_name="edit", order=151)


@hooks.register("register_admin_menu_item")
def import_item() -> MenuItem:
    """Put the import into the office's menu."""
    return _Item(
        _("Import figures"), "import", "monitor.add_observation", icon_name="upload", order=152
    )


@hooks.register("register_admin_menu_item")
def releases_item() -> MenuItem:
    """Put the calendar of releases into the office's menu."""
    return _Item(
        _("Releases of figures"), "releases", "monitor.view_release", icon_name="date", order=153
    )


@hooks.register("register_admin_menu_item")
def index_item() -> MenuItem:
    """Put the openness index into the office's menu."""
    return _Item(_("Openness index"), "runs", "monitor.view_indexrun", icon_name="order", order=154)
