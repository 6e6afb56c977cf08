"""The calendar of releases: announce one, move it while it is still to come."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from opencity.core.errors import DomainError
from opencity.editing.office.screens import Screen
from opencity.monitor import actions
from opencity.monitor.models import Release
from opencity.monitor.office.release_forms import AnnounceForm, PostponeForm
from opencity.monitor.queries import HOLDS

_HELD = Q(observations__valid_to__isnull=True) | Q(
    observations__valid_to__gt=F("observations__valid_from")
)


class ReleasesView(Screen):
    """Lists releases, those to come first."""

    template_name = "monitor/office/releases.html"
    page_title = gettext_lazy("Releases of figures")
    permission = "monitor.view_release"
    header_icon = "date"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        rows = Release.objects.annotate(number=Count("observations", filter=_HELD))
        context = self.get_context_data(
            **self.paged(rows.order_by("-public_from")),
            now=timezone.now(),
            may_announce=request.user.has_perm("monitor.add_release"),
        )
        return self.render_to_response(context)


class AnnounceView(Screen):
    """Takes a new release."""

    template_name = "monitor/office/announce.html"
    page_title = gettext_lazy("Announce a release")
    permission = "monitor.add_release"
    header_icon = "date"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.render_to_response(self.get_context_data(form=AnnounceForm()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Announce the release, or say what is wrong with it."""
        form = AnnounceForm(request.POST)
        if form.is_valid():
            try:
                release = actions.announce(actor=request.user, **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Announced. Visitors see its name and its moment."))
                return HttpResponseRedirect(reverse("monitor_office:release", args=[release.pk]))
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ReleaseView(Screen):
    """Shows what waits for a release, and moves it."""

    template_name = "monitor/office/release.html"
    page_title = gettext_lazy("Release of figures")
    permission = "monitor.view_release"
    header_icon = "date"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the release."""
        return self._show(pk, PostponeForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Move the release, or say why that cannot be."""
        form = PostponeForm(request.POST)
        if form.is_valid():
            release = get_object_or_404(Release, pk=pk)
            try:
                actions.postpone(actor=request.user, release=release, **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Moved."))
                return HttpResponseRedirect(reverse("monitor_office:release", args=[pk]))
        return self._show(pk, form, status=422)

    def _show(self, pk: int, form: PostponeForm, status: int = 200) -> HttpResponse:
        release = get_object_or_404(Release, pk=pk)
        is_to_come = release.public_from > timezone.now()
        held = release.observations.filter(HOLDS).values(
            "series__indicator__code", "series__indicator__title"
        )
        context: dict[str, Any] = self.get_context_data(
            release=release,
            held=held.annotate(number=Count("pk")).order_by("series__indicator__code"),
            form=form,
            is_to_come=is_to_come,
            may_move=is_to_come and self.request.user.has_perm("monitor.change_release"),
        )
        return self.render_to_response(context, status=status)
