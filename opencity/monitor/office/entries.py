"""The desk for figures that only the city knows: enter, list, decide."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from opencity.core.errors import DomainError
from opencity.editing.office.screens import Screen
from opencity.monitor import actions
from opencity.monitor.enums import Decision
from opencity.monitor.models import Entry, Observation
from opencity.monitor.office.forms import DecisionForm, EntryForm, WithdrawForm
from opencity.monitor.queries import standing


class EntriesView(Screen):
    """Lists entered figures; those that wait come first."""

    template_name = "monitor/office/entries.html"
    page_title = gettext_lazy("Entered figures")
    permission = "monitor.view_entry"
    header_icon = "edit"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        rows = Entry.objects.select_related("series__indicator", "entered_by", "decided_by")
        waiting = rows.filter(decision=Decision.WAITING).order_by("entered_at")
        decided = rows.exclude(decision=Decision.WAITING).order_by("-decided_at")
        context = self.get_context_data(
            waiting=waiting,
            **self.paged(decided),
            may_enter=request.user.has_perm("monitor.add_entry"),
        )
        return self.render_to_response(context)


class EnterView(Screen):
    """Takes a figure."""

    template_name = "monitor/office/enter.html"
    page_title = gettext_lazy("Enter a figure")
    permission = "monitor.add_entry"
    header_icon = "edit"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.render_to_response(self.get_context_data(form=EntryForm()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Enter the figure, or say what is wrong with it."""
        form = EntryForm(request.POST)
        if form.is_valid():
            try:
                entry = actions.enter_figure(actor=request.user, **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Entered. It is public when a second person approves."))
                return HttpResponseRedirect(reverse("monitor_office:entry", args=[entry.pk]))
        return self.render_to_response(self.get_context_data(form=form), status=422)


class EntryView(Screen):
    """Shows one entered figure and takes the decision."""

    template_name = "monitor/office/entry.html"
    page_title = gettext_lazy("Entered figure")
    permission = "monitor.view_entry"
    header_icon = "edit"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the figure."""
        return self._show(pk, DecisionForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide, or say why that cannot be."""
        form = DecisionForm(request.POST)
        if form.is_valid():
            entry = get_object_or_404(Entry, pk=pk)
            try:
                actions.decide_entry(actor=request.user, entry=entry, **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Decided."))
                return HttpResponseRedirect(reverse("monitor_office:entries"))
        return self._show(pk, form, status=422)

    def _show(self, pk: int, form: DecisionForm, status: int = 200) -> HttpResponse:
        rows = Entry.objects.select_related("series__indicator", "entered_by", "decided_by")
        entry = get_object_or_404(rows, pk=pk)
        user = self.request.user
        context: dict[str, Any] = self.get_context_data(
            entry=entry,
            form=form,
            may_decide=_may_decide(user, entry),
            may_withdraw=user.has_perm("monitor.change_observation")
            and standing().filter(entry=entry).exists(),
        )
        return self.render_to_response(context, status=status)


class WithdrawView(Screen):
    """Takes the reason why the figure that an approved entry made is withdrawn."""

    template_name = "monitor/office/withdraw.html"
    page_title = gettext_lazy("Withdraw a figure")
    permission = "monitor.change_observation"
    header_icon = "edit"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reason."""
        return self._show(self._figure(pk), WithdrawForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw the figure, or say why that cannot be."""
        figure, form = self._figure(pk), WithdrawForm(request.POST)
        if form.is_valid():
            try:
                actions.withdraw(actor=request.user, observation=figure, **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Withdrawn."))
                return HttpResponseRedirect(reverse("monitor_office:entry", args=[pk]))
        return self._show(figure, form, status=422)

    def _figure(self, pk: int) -> Observation:
        return get_object_or_404(Observation.objects.select_related("series__indicator"), entry=pk)

    def _show(self, figure: Observation, form: WithdrawForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data(figure=figure, form=form)
        return self.render_to_response(context, status=status)


def _may_decide(user: Any, entry: Entry) -> bool:
    waits = entry.decision == Decision.WAITING
    return waits and entry.entered_by_id != user.pk and user.has_perm("monitor.change_entry")
