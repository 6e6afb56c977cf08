"""Who may do what in the office beyond what roles say: own reports, versions as copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from wagtail.permission_policies import ModelPermissionPolicy

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


class OwnReportsPolicy(ModelPermissionPolicy):
    """Narrows what a role may do with reports to those that the person may see."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Tell whether a person may do this with a report."""
        allowed = super().user_has_permission_for_instance(user, action, instance)
        return bool(allowed) and reports_for(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[ProgressReport]:
        """Return the reports with which a person may do one of these."""
        allowed = super().instances_user_has_any_permission_for(user, actions)
        return allowed.filter(pk__in=reports_for(user).values("pk"))


class VersionPolicy(ModelPermissionPolicy):
    """Lets versions begin as copies only and keeps every one, for others are based on it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether a person may do this with versions."""
        return action not in ("add", "delete") and super().user_has_permission(user, action)


def guard(pattern: URLPattern, visible: Callable[[Any], QuerySet[Any]]) -> URLPattern:
    """Return an address whose view answers only for records that the user may see."""
    view = pattern.callback

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = kwargs.get("pk") or (args[0] if args else None)
        if key is not None and not visible(request.user).filter(pk=key).exists():
            raise PermissionDenied(_("You may see reports on your own measures only."))
        return view(request, *args, **kwargs)

    return URLPattern(pattern.pattern, guarded, pattern.default_args, pattern.name)
