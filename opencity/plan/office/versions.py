"""The steps of a version's life as screens: start, compare, consult, adopt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencity.core.errors import DomainError, require
from opencity.plan import actions
from opencity.plan.changes import differences
from opencity.plan.models import PlanVersion


def _edit_url(version: PlanVersion) -> str:
    return reverse(PlanVersion.snippet_viewset.get_url_name("edit"), args=[version.pk])  # type: ignore[attr-defined]  # set by Wagtail


def _step(
    request: HttpRequest, pk: int, act: Callable[[PlanVersion], PlanVersion], done: str
) -> HttpResponse:
    version = get_object_or_404(PlanVersion, pk=pk)
    try:
        version = act(version)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(_edit_url(version))


@require_POST
def start_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the next version as a copy of this one."""
    return _step(
        request,
        pk,
        lambda version: actions.start_version(actor=request.user, based_on=version),
        _("A new version was started as a copy. Nobody outside sees it yet."),
    )


@require_POST
def consult_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a version for consultation today."""
    today = timezone.localdate()
    return _step(
        request,
        pk,
        lambda version: actions.consult(actor=request.user, version=version, day=today),
        _("The version is open for consultation."),
    )


@require_POST
def adopt_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a version in force today."""
    today = timezone.localdate()
    return _step(
        request,
        pk,
        lambda version: actions.adopt(actor=request.user, version=version, day=today),
        _("The version is in force; the one before is superseded."),
    )


def compare_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a version, draft or not, changes against the one it is based on."""
    require(request.user, "plan.view_planversion")
    version = get_object_or_404(PlanVersion.objects.select_related("based_on", "plan"), pk=pk)
    found: list[Any] = []
    if version.based_on is not None:
        found = differences(version.based_on, version, drafts=True)
    context = {"version": version, "differences": found, "back_url": _edit_url(version)}
    return render(request, "plan/office/compare.html", context)
