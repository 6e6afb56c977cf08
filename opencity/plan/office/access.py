"""Who may see which reports in the office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _

from opencity.plan.models import Measure, ProgressReport

_SEES_ALL = "plan.view_plan"
"""Roles that may look at the whole plan see all reports; an owner alone has not this one."""


def measures_for(user: Any) -> QuerySet[Measure]:
    """Return the measures on which somebody may report."""
    rows = Measure.objects.order_by("version", "code")
    return rows if user.has_perm(_SEES_ALL) else rows.filter(owner=user)


def reports_for(user: Any) -> QuerySet[ProgressReport]:
    """Return the reports that somebody may see: all, or those on their own measures."""
    rows = ProgressReport.objects.select_related("measure")
    return rows if user.has_perm(_SEES_ALL) else rows.filter(measure__owner=user)


def guard(pattern: URLPattern, visible: Callable[[Any], QuerySet[Any]]) -> URLPattern:
    """Return an address whose view answers only for records that the user may see."""
    view = pattern.callback

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = kwargs.get("pk") or (args[0] if args else None)
        if key is not None and not visible(request.user).filter(pk=key).exists():
            raise PermissionDenied(_("You may see reports on your own measures only."))
        return view(request, *args, **kwargs)

    return URLPattern(pattern.pattern, guarded, pattern.default_args, pattern.name)
