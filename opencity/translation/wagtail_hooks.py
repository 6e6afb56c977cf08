"""What the office learns of the desk: its addresses and its place in the menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from opencity.translation.office.glossary import GlossaryViewSet
from opencity.translation.office.screens import may_read

register_snippet(GlossaryViewSet)


class DeskMenuItem(MenuItem):
    """The desk's entry, for those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the signed-in officer may see the desk."""
        return may_read(request.user)


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLResolver]:
    """Put the desk below the office's address."""
    return [path("translation/", include("opencity.translation.office_urls"))]


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    """Put the desk into the office's menu."""
    return DeskMenuItem(
        _("Translation"), reverse_lazy("translation:index"), icon_name="globe", order=300
    )
