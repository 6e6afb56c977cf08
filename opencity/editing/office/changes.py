"""Changes that people ask for: the list, asking and answering."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from opencity.core.errors import DomainError
from opencity.editing import actions, queries
from opencity.editing.actions.changes import may_answer
from opencity.editing.enums import ChangeState
from opencity.editing.kinds import edit_url
from opencity.editing.office.forms import AnswerForm, AskForm
from opencity.editing.office.screens import Screen


class ChangesView(Screen):
    """Lists the changes that concern the signed-in person."""

    template_name = "editing/changes.html"
    page_title = gettext_lazy("Changes asked for")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        rows = queries.changes_for(request.user)
        state = request.GET.get("state", "")
        if state in ChangeState.values:
            rows = rows.filter(state=state)
        context = self.get_context_data(
            **self.paged(rows.prefetch_related("record")),
            state=state,
            states=ChangeState,
        )
        return self.render_to_response(context)


class AskView(Screen):
    """Asks for a change of a record of any kind that the office edits."""

    template_name = "editing/ask.html"
    page_title = gettext_lazy("Ask for a change")
    permission = "editing.add_changerequest"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the record."""
        super().setup(request, *args, **kwargs)
        self.record = record_of(kwargs["app"], kwargs["model"], kwargs["pk"])
        self.page_subtitle = str(self.record)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.render_to_response(self.get_context_data(form=AskForm()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask, and show what was asked."""
        form = AskForm(request.POST)
        if form.is_valid():
            try:
                change = actions.ask_for_change(
                    actor=request.user, row=self.record, **form.cleaned_data
                )
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Asked. You get a mail when it is answered."))
                return HttpResponseRedirect(reverse("editing:change", args=[change.pk]))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show what is asked for already, and who is asked."""
        return {
            **super().get_context_data(**kwargs),
            "record": self.record,
            "owner": getattr(self.record, "owner", None),
            "pending": queries.pending_changes(self.record),
        }


class ChangeView(Screen):
    """Shows one change and takes the answer."""

    template_name = "editing/change.html"
    page_title = gettext_lazy("Change asked for")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the change among those that concern the person."""
        super().setup(request, *args, **kwargs)
        self.pk = kwargs["pk"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the change."""
        return self.render_to_response(self.get_context_data(form=AnswerForm()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep the answer."""
        form = AnswerForm(request.POST)
        if form.is_valid():
            try:
                actions.answer_change(
                    actor=request.user,
                    request=self._change(),
                    state=ChangeState(form.cleaned_data["state"]),
                    answer=form.cleaned_data["answer"],
                )
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Answered."))
                return HttpResponseRedirect(request.path)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _change(self) -> Any:
        return get_object_or_404(queries.changes_for(self.request.user), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the change and its record."""
        change = self._change()
        record = change.record
        return {
            **super().get_context_data(**kwargs),
            "change": change,
            "record": record,
            "record_url": edit_url(record) if record is not None else "",
            "may_answer": change.is_pending and may_answer(self.request.user, change),
        }


def record_of(app: str, name: str, pk: int) -> Any:
    """Return a record that the office edits; raise ``Http404`` where there is none."""
    try:
        model = apps.get_model(app, name)
    except LookupError:
        raise Http404 from None
    row = model._default_manager.filter(pk=pk).first() if is_edited(model) else None
    if row is None:
        raise Http404
    return row


def is_edited(model: Any) -> bool:
    """Tell whether the office has a form for records of a kind."""
    return getattr(model, "snippet_viewset", None) is not None
