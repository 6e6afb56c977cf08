"""The desk of the openness index: ask for runs, look at them, publish and withdraw them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from opencity.core.errors import DomainError
from opencity.editing.office.screens import Screen
from opencity.monitor import actions
from opencity.monitor.handed_in import FILES, RunRefused
from opencity.monitor.models import IndexRun
from opencity.monitor.office.forms import WithdrawForm
from opencity.monitor.office.run_forms import FORMS, RunForm


class RunsView(Screen):
    """Lists the runs of the index, the newest first."""

    template_name = "monitor/office/runs.html"
    page_title = gettext_lazy("Openness index")
    permission = "monitor.view_indexrun"
    header_icon = "order"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        rows = IndexRun.objects.defer("data_csv", "framework_csv", "recipe_yaml", "outcome")
        context = self.get_context_data(
            **self.paged(rows),
            may_ask=request.user.has_perm("monitor.add_indexrun"),
        )
        return self.render_to_response(context)


class AskView(Screen):
    """Takes the inputs of a run: from files, or from the monitor's own figures."""

    template_name = "monitor/office/run_new.html"
    page_title = gettext_lazy("Calculate the openness index")
    permission = "monitor.add_indexrun"
    header_icon = "order"

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Show the form, filled in with the inputs of an earlier run if one is named."""
        return self._show(kind, self._form(kind)(initial=_earlier(request.GET.get("from", ""))))

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Ask for the run, or say at each field what is wrong."""
        form = self._form(kind)(request.POST, request.FILES)
        if form.is_valid():
            try:
                run = actions.run_index(actor=request.user, **form.inputs())
            except RunRefused as error:
                form.tell(error)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("The calculation begins; it takes some seconds."))
                return HttpResponseRedirect(reverse("monitor_office:run", args=[run.pk]))
        return self._show(kind, form, status=422)

    def _form(self, kind: str) -> type[RunForm]:
        if kind not in FORMS:
            raise Http404
        return FORMS[kind]

    def _show(self, kind: str, form: RunForm, status: int = 200) -> HttpResponse:
        kinds = [{"name": name, "label": each.label} for name, each in FORMS.items()]
        context = self.get_context_data(form=form, kind=kind, kinds=kinds)
        return self.render_to_response(context, status=status)


class RunView(Screen):
    """Shows a run with its outcome and takes the decision to publish or withdraw it."""

    template_name = "monitor/office/run.html"
    page_title = gettext_lazy("Run of the openness index")
    permission = "monitor.view_indexrun"
    header_icon = "order"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the run."""
        return self._show(pk, WithdrawForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish, withdraw or delete it, or say why that cannot be."""
        run = get_object_or_404(IndexRun, pk=pk)
        wanted, form = request.POST.get("do", ""), WithdrawForm(request.POST)
        if wanted == "withdraw" and not form.is_valid():
            return self._show(pk, form, status=422)
        try:
            done = self._do(wanted, run, form)
        except DomainError as error:
            return self._show(pk, form, str(error), status=422)
        messages.success(request, done)
        if wanted == "discard":
            return HttpResponseRedirect(reverse("monitor_office:runs"))
        return HttpResponseRedirect(reverse("monitor_office:run", args=[pk]))

    def _do(self, wanted: str, run: IndexRun, form: WithdrawForm) -> str:
        user = self.request.user
        if wanted == "publish":
            actions.publish_run(actor=user, run=run)
            return _("Published.")
        if wanted == "withdraw":
            actions.withdraw_run(actor=user, run=run, **form.cleaned_data)
            return _("Withdrawn.")
        if wanted == "discard":
            actions.discard_run(actor=user, run=run)
            return _("Deleted.")
        raise DomainError(_("Choose what is to be done with this run."))

    def _show(
        self, pk: int, form: WithdrawForm, trouble: str = "", status: int = 200
    ) -> HttpResponse:
        run = get_object_or_404(IndexRun, pk=pk)
        user = self.request.user
        context: dict[str, Any] = self.get_context_data(
            run=run,
            form=form,
            trouble=trouble,
            inputs=[
                (FILES["recipe"], run.recipe_yaml),
                (FILES["framework"], run.framework_csv),
                (FILES["data"], run.data_csv),
            ],
            may_ask=user.has_perm("monitor.add_indexrun"),
            may_publish=user.has_perm("monitor.publish_indexrun"),
            may_discard=user.has_perm("monitor.delete_indexrun"),
        )
        return self.render_to_response(context, status=status)


def _earlier(asked: str) -> dict[str, Any]:
    """Return the inputs of an earlier run for the form."""
    run = IndexRun.objects.filter(pk=int(asked)).first() if _is_key(asked) else None
    if run is None:
        return {}
    return {
        "title": run.title,
        "recipe": "own",
        "recipe_text": run.recipe_yaml,
        "framework_text": run.framework_csv,
        "data_text": run.data_csv,
        "draws": run.draws,
        "seed": run.seed,
    }


def _is_key(asked: str) -> bool:
    return asked.isascii() and asked.isdigit() and len(asked) < 12
