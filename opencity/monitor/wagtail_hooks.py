"""Puts the monitor into the back office."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from opencity.monitor.office.viewsets import MonitorGroup

register_snippet(MonitorGroup)


class _EntriesItem(MenuItem):
    """The desk's entry, for those who may see entered figures."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission."""
        return bool(request.user.has_perm("monitor.view_entry"))


class _RunsItem(MenuItem):
    """The entry of the openness index, for those who may see its runs."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission."""
        return bool(request.user.has_perm("monitor.view_indexrun"))


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLResolver]:
    """Put the desk below the office's address."""
    return [path("figures/", include("opencity.monitor.office.urls"))]


@hooks.register("register_admin_menu_item")
def desk_entry() -> MenuItem:
    """Put the desk into the office's menu."""
    url = reverse_lazy("monitor_office:entries")
    return _EntriesItem(_("Entered figures"), url, icon_name="edit", order=151)


@hooks.register("register_admin_menu_item")
def index_entry() -> MenuItem:
    """Put the openness index into the office's menu."""
    url = reverse_lazy("monitor_office:runs")
    return _RunsItem(_("Openness index"), url, icon_name="order", order=152)
