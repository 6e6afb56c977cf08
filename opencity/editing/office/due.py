"""What is due: the list, and confirming one or several records as checked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from opencity.core.errors import DomainError
from opencity.editing import actions, queries
from opencity.editing.enums import Look
from opencity.editing.kinds import edit_url, find, kind_of, next_review
from opencity.editing.office.forms import CheckForm, DueFilter
from opencity.editing.office.screens import Screen
from opencity.editing.queries.changes import waiting_for


class DueView(Screen):
    """Lists what somebody should look at, and confirms the chosen records."""

    template_name = "editing/due.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Confirm the chosen records, each looked at again after the days of its kind."""
        rows = [find(*_place(chosen)) for chosen in request.POST.getlist("record")]
        try:
            number = actions.confirm_checked(actor=request.user, rows=rows)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            message = ngettext(
                "%(number)d record is confirmed as checked today.",
                "%(number)d records are confirmed as checked today.",
                number,
            )
            messages.success(request, message % {"number": number})
        return HttpResponseRedirect(request.get_full_path())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the list, the filter and the numbers."""
        user = self.request.user
        form = DueFilter(self.request.GET, user)
        look = self.request.GET.get("look", "")
        look = Look(look) if look in Look.values else Look.DUE
        numbers = queries.counts(chosen=form.chosen)
        page = queries.page(look, user=user, chosen=form.chosen, number=self.request.GET.get("p"))
        free = actions.confirmable(user, [row.record for row in page])
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "look": look,
            "tabs": [(each, numbers[each], self._address(each), each == look) for each in Look],
            "page": page,
            "rows": [(row, edit_url(row.record), row.record in free) for row in page],
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "changes": waiting_for(user).select_related("wanted_by")[:10],
        }

    def _address(self, look: Look) -> str:
        parameters = self.request.GET.copy()
        parameters.pop("p", None)
        parameters["look"] = look.value
        return f"{reverse('editing:due')}?{parameters.urlencode()}"


def _place(chosen: str) -> tuple[str, int]:
    label, _bar, key = chosen.rpartition("/")
    return label, int(key) if key.isdecimal() and len(key) < 19 else 0


class CheckView(Screen):
    """Confirms one record as checked today."""

    template_name = "editing/check.html"
    page_title = gettext_lazy("Confirm as checked today")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the record."""
        super().setup(request, *args, **kwargs)
        self.record = find(f"{kwargs['app']}.{kwargs['model']}", kwargs["pk"])
        self.page_subtitle = str(self.record)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask."""
        return self.render_to_response(self.get_context_data(form=CheckForm()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Confirm, and go back to the record's form."""
        form = CheckForm(request.POST)
        if form.is_valid():
            try:
                actions.confirm_checked(actor=request.user, rows=[self.record], **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Confirmed as checked today."))
                return HttpResponseRedirect(edit_url(self.record))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show when the record was checked last, and when it would be due again."""
        kind = kind_of(self.record._meta.label_lower)
        return {
            **super().get_context_data(**kwargs),
            "record": self.record,
            "back_url": edit_url(self.record),
            "usual": next_review(kind, timezone.localdate()),
            "may": actions.may_confirm(self.request.user, self.record),
        }
