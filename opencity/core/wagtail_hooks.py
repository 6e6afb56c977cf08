"""What the core adds to every screen of the back office."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from opencity.core.office.dashboard import tiles_for


@hooks.register("insert_global_admin_css")
def office_styles() -> SafeString:
    """Lay out the boxes of multilingual texts."""
    return format_html('<link rel="stylesheet" href="{}">', static("core/office.css"))


@hooks.register("construct_homepage_summary_items")
def office_tiles(request: HttpRequest, items: list[Any]) -> None:
    """Show the numbers that the apps offer."""
    items.extend(tiles_for(request))
