"""Puts messages and published answers into the back office."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from opencity.moderation.office.viewsets import PublicAnswerViewSet

register_snippet(PublicAnswerViewSet)


class FeedbackMenuItem(MenuItem):
    """The entry of the messages, for those who may read them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the signed-in officer may read messages."""
        return request.user.has_perm("moderation.view_feedback")


@hooks.register("register_admin_urls")
def feedback_urls() -> list[URLResolver]:
    """Put the messages below the office's address."""
    return [path("feedback/", include("opencity.moderation.office.urls"))]


@hooks.register("register_admin_menu_item")
def feedback_menu_item() -> MenuItem:
    """Put the messages into the office's menu."""
    return FeedbackMenuItem(
        _("Messages"), reverse_lazy("moderation_office:index"), icon_name="comment", order=150
    )
