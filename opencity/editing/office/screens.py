"""What the desk's screens share: who may see them, their title, the way back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

PER_PAGE = 50

_SEES_THE_DESK = "editing.view_changerequest"


def may_see(user: Any) -> bool:
    """Tell whether somebody may see the desk."""
    return bool(user.has_perm(_SEES_THE_DESK))


class Screen(WagtailAdminTemplateMixin, View):
    """Base of the desk's screens."""

    header_icon = "tasks"
    page_title: Any = gettext_lazy("What is due")
    permission = _SEES_THE_DESK

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who may see this screen."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def paged(self, rows: QuerySet[Any]) -> dict[str, Any]:
        """Return the page of a list that is asked for, as the templates of the office take it."""
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        numbers = page.paginator.get_elided_page_range(page.number)
        return {"page": page, "elided_page_range": numbers}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to the desk, and to this screen."""
        items = [
            *super().get_breadcrumbs_items(),
            {"url": reverse("editing:due"), "label": _("What is due")},
        ]
        here = {"url": "", "label": self.page_title}
        return items if self.request.path == reverse("editing:due") else [*items, here]
