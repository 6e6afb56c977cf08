"""What all screens of the desk have in common."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from opencity.core.texts import languages
from opencity.translation.subjects import model_of

_READERS = ("translation.translate", "translation.review", "translation.view_translationrecord")


def may_read(user: Any) -> bool:
    """Tell whether somebody may see the desk."""
    return any(user.has_perm(permission) for permission in _READERS)


class DeskScreen(WagtailAdminTemplateMixin, View):
    """Base of the desk's screens: title, way back, and who may see them."""

    header_icon = "globe"
    page_title: Any = gettext_lazy("Translation")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who may read the desk."""
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to the desk."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("translation:index"), "label": _("Translation")},
        ]


class ToolScreen(DeskScreen):
    """Base of the screens below the desk; the page's title ends the way to them."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way over the desk to this screen."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


def target_languages() -> list[str]:
    """Return the languages that texts are translated into."""
    return [code for code in languages.codes() if code != languages.source_language()]


def find_record(app: str, name: str, pk: str) -> models.Model:
    """Return the record of an address; nothing to translate there is a page not found."""
    model = model_of(f"{app}.{name}")
    if model is None:
        raise Http404
    try:
        return model._default_manager.get(pk=pk)
    except (ObjectDoesNotExist, ValueError, OverflowError) as error:
        raise Http404 from error
