"""The files that figures came in by, and how one is taken back."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from opencity.core.errors import DomainError
from opencity.editing.office.screens import Screen
from opencity.monitor import actions
from opencity.monitor.enums import Agent
from opencity.monitor.models import Provenance
from opencity.monitor.office.forms import TakeBackForm
from opencity.monitor.queries import standing


class FilesView(Screen):
    """Lists the imported files, the last first."""

    template_name = "monitor/office/files.html"
    page_title = gettext_lazy("Imported files")
    permission = "monitor.view_provenance"
    header_icon = "upload"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        rows = Provenance.objects.filter(agent=Agent.IMPORT)
        return self.render_to_response(self.get_context_data(**self.paged(rows)))


class FileView(Screen):
    """Shows what stands of a file, and takes it back."""

    template_name = "monitor/office/file.html"
    page_title = gettext_lazy("Imported file")
    permission = "monitor.view_provenance"
    header_icon = "upload"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the file."""
        return self._show(pk, TakeBackForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the file back, or say why that cannot be."""
        form = TakeBackForm(request.POST)
        if form.is_valid():
            try:
                done = actions.take_back(actor=request.user, origin=_file(pk), **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _told(done))
                return HttpResponseRedirect(reverse("monitor_office:file", args=[pk]))
        return self._show(pk, form, status=422)

    def _show(self, pk: int, form: TakeBackForm, status: int = 200) -> HttpResponse:
        file = _file(pk)
        found = standing().filter(provenance=file).order_by()
        context = self.get_context_data(
            file=file,
            form=form,
            held=found.values("series__indicator__code", "series__indicator__title")
            .annotate(
                number=Count("pk"), waiting=Count("pk", filter=Q(valid_from__gt=timezone.now()))
            )
            .order_by("series__indicator__code"),
            may_take_back=not file.taken_back_at
            and self.request.user.has_perm("monitor.change_observation"),
        )
        return self.render_to_response(context, status=status)


def _file(pk: int) -> Provenance:
    return get_object_or_404(Provenance, pk=pk, agent=Agent.IMPORT)


def _told(done: actions.TakenBack) -> str:
    ended = ngettext(
        "Taken back: %(number)d figure ended.", "Taken back: %(number)d figures ended.", done.ended
    ) % {"number": done.ended}
    restored = ngettext(
        "Of %(number)d the figure before stands again.",
        "Of %(number)d the figures before stand again.",
        done.restored,
    ) % {"number": done.restored}
    return f"{ended} {restored}" if done.restored else ended
