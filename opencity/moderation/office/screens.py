"""The officers' screens: messages by state, and one message with its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from opencity.core.errors import DomainError
from opencity.core.texts import languages, read
from opencity.moderation import actions, queries
from opencity.moderation.enums import OPEN, State
from opencity.moderation.forms import AnswerForm
from opencity.moderation.models import Feedback

_ON_A_PAGE = 30


class FeedbackScreen(WagtailAdminTemplateMixin, View):
    """Base of the screens: title, way back, and who may see them."""

    header_icon = "comment"
    page_title: Any = gettext_lazy("Messages from people")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who may read messages."""
        if not request.user.has_perm("moderation.view_feedback"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to the list."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("moderation_office:index"), "label": _("Messages from people")},
        ]


class FeedbackListView(FeedbackScreen):
    """Lists messages, those that wait first."""

    template_name = "moderation/office/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        state = request.GET.get("state", "")
        mine = request.GET.get("mine") == "1"
        rows = queries.feedback_for(request.user).select_related("owner")
        rows = rows.filter(state=state) if state in State.values else rows.filter(state__in=OPEN)
        if mine:
            rows = rows.filter(owner=request.user.pk)
        page = Paginator(rows.order_by("is_suspicious", "created_at"), _ON_A_PAGE).get_page(
            request.GET.get("p")
        )
        return self.render_to_response(
            self.get_context_data(page=page, state=state, mine=mine, states=State.choices)
        )


class FeedbackView(FeedbackScreen):
    """Shows one message and takes the officer's decision."""

    template_name = "moderation/office/feedback.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the message."""
        return self._show(request, pk, AnswerForm(initial={"text": self._row(request, pk).answer}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what the pressed button says."""
        row, form = self._row(request, pk), AnswerForm(request.POST)
        wanted = request.POST.get("do", "")
        if wanted == "answer" and not form.is_valid():
            return self._show(request, pk, form)
        try:
            return self._do(request, row, form, wanted)
        except DomainError as error:
            messages.error(request, str(error))
            return self._show(request, pk, form)

    def _do(
        self, request: HttpRequest, row: Feedback, form: AnswerForm, wanted: str
    ) -> HttpResponse:
        if wanted == "answer":
            actions.answer(actor=request.user, pk=row.pk, text=form.cleaned_data["text"])
        elif wanted == "publish":
            draft = actions.publish_answer(actor=request.user, pk=row.pk)
            messages.success(request, _("This is a draft: put it so that it tells of nobody."))
            return HttpResponseRedirect(
                reverse("wagtailsnippets_moderation_publicanswer:edit", args=[draft.pk])
            )
        else:
            self._simple(wanted)(actor=request.user, pk=row.pk)
        messages.success(request, _("Done."))
        return HttpResponseRedirect(reverse("moderation_office:feedback", kwargs={"pk": row.pk}))

    @staticmethod
    def _simple(wanted: str) -> Callable[..., Any]:
        known = {"take": actions.take, "close": actions.close, "spam": actions.mark_as_spam}
        if wanted not in known:
            raise Http404
        return known[wanted]

    @staticmethod
    def _row(request: HttpRequest, pk: int) -> Feedback:
        return get_object_or_404(queries.feedback_for(request.user), pk=pk)

    def _show(self, request: HttpRequest, pk: int, form: AnswerForm) -> HttpResponse:
        row = self._row(request, pk)
        subject = queries.subject_of(row.subject_kind, row.subject_code)
        context = self.get_context_data(
            feedback=row,
            subject=subject,
            subject_title=read(subject.title).text if subject else row.subject_code,
            form=form,
            has_contact=hasattr(row, "contact"),
            votes=queries.votes_of(row.subject_kind, row.subject_code),
            direction=languages.direction(row.language),
            may_change=request.user.has_perm("moderation.change_feedback"),
            may_publish=request.user.has_perm("moderation.add_publicanswer"),
        )
        return self.render_to_response(context)
