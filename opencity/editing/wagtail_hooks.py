"""What the office learns of the desk: its addresses, its places in menus, lists and forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from opencity.editing.office.records import (
    AskMenuItem,
    CheckBulkAction,
    CheckMenuItem,
    listing_buttons,
    show_pending,
)


class DeskMenuItem(MenuItem):
    """An entry for those who have a permission."""

    def __init__(self, label: Any, url: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(label, url, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission."""
        return bool(request.user.has_perm(self.permission))


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLResolver]:
    """Put the desk below the office's address."""
    return [path("due/", include("opencity.editing.office_urls"))]


@hooks.register("insert_global_admin_css")
def desk_styles() -> SafeString:
    """Lay out the desk's screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("editing/desk.css"))


@hooks.register("register_admin_menu_item")
def due_entry() -> MenuItem:
    """Put what is due into the office's menu."""
    return DeskMenuItem(
        _("What is due"),
        reverse_lazy("editing:due"),
        "editing.view_changerequest",
        icon_name="tasks",
        order=90,
    )


@hooks.register("register_reports_menu_item")
def changes_entry() -> MenuItem:
    """Put the changes asked for among the reports."""
    return DeskMenuItem(
        _("Changes asked for"),
        reverse_lazy("editing:changes"),
        "editing.view_changerequest",
        icon_name="comment",
        order=710,
    )


@hooks.register("register_reports_menu_item")
def links_entry() -> MenuItem:
    """Put the links among the reports."""
    return DeskMenuItem(
        _("Links"),
        reverse_lazy("editing:links"),
        "editing.view_link",
        icon_name="link",
        order=720,
    )


@hooks.register("register_reports_menu_item")
def mail_entry() -> MenuItem:
    """Put the outbox among the reports."""
    return DeskMenuItem(
        _("Mail"),
        reverse_lazy("editing:mail"),
        "core.view_outgoingmail",
        icon_name="mail",
        order=730,
    )


@hooks.register("register_snippet_action_menu_item")
def check_item(model: Any) -> CheckMenuItem:
    """Offer on a record's form to confirm it as checked."""
    return CheckMenuItem(order=90)


@hooks.register("register_snippet_action_menu_item")
def ask_item(model: Any) -> AskMenuItem:
    """Offer on a record's form to ask for a change."""
    return AskMenuItem(order=95)


@hooks.register("register_snippet_listing_buttons")
def record_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Any]:
    """Offer both in lists."""
    return listing_buttons(snippet, user)


@hooks.register("before_edit_snippet")
def name_pending_changes(request: HttpRequest, instance: Any) -> None:
    """Say at the head of a form what colleagues ask for."""
    if request.method == "GET":
        show_pending(request, instance)


hooks.register("register_bulk_action", CheckBulkAction)
