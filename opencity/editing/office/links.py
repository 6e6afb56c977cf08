"""Links to other sites: the report, and replacing one everywhere."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from opencity.core.errors import DomainError
from opencity.editing import actions
from opencity.editing.enums import LinkState
from opencity.editing.kinds import edit_url
from opencity.editing.links.places import label_of
from opencity.editing.models import Link
from opencity.editing.office.changes import is_edited
from opencity.editing.office.forms import ReplaceForm
from opencity.editing.office.screens import Screen

_WORST_FIRST = [
    LinkState.BROKEN, LinkState.MOVED, LinkState.UNSURE, LinkState.CLOSED, LinkState.NEW,
    LinkState.FINE,
]  # fmt: skip


class LinksView(Screen):
    """Lists links by their state, the worst first."""

    template_name = "editing/links.html"
    page_title = gettext_lazy("Links")
    header_icon = "link"
    permission = "editing.view_link"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the links in one state."""
        numbers = dict(Link.objects.order_by().values_list("state").annotate(number=Count("pk")))
        state = request.GET.get("state", "")
        if state not in LinkState.values:
            state = next((each for each in _WORST_FIRST if numbers.get(each)), LinkState.BROKEN)
        rows = Link.objects.filter(state=state).annotate(places=Count("uses"))
        context = self.get_context_data(
            **self.paged(rows.order_by("host", "url")),
            state=LinkState(state),
            tabs=[(each, numbers.get(each, 0), each == state) for each in _WORST_FIRST],
        )
        return self.render_to_response(context)


class LinkView(Screen):
    """Shows where a link stands, and replaces it after a page that lists what will change."""

    template_name = "editing/link.html"
    page_title = gettext_lazy("Link")
    header_icon = "link"
    permission = "editing.view_link"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the link."""
        super().setup(request, *args, **kwargs)
        self.link = get_object_or_404(Link, pk=kwargs["pk"])
        self.page_subtitle = self.link.url

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the link."""
        form = ReplaceForm(initial={"new": self.link.leads_to})
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show what will change, or change it when that was confirmed."""
        form = ReplaceForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if "confirm" not in request.POST:
            return self.render_to_response(self.get_context_data(form=form, asks=True))
        try:
            number = actions.replace_link(
                actor=request.user, old=self.link.url, new=form.cleaned_data["new"]
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        message = ngettext(
            "Replaced in %(number)d record.", "Replaced in %(number)d records.", number
        )
        messages.success(request, message % {"number": number})
        return HttpResponseRedirect(reverse("editing:links"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show each place, as the records hold it now."""
        uses = [
            {
                "record": use.record,
                "kind": use.record._meta.verbose_name,
                "url": edit_url(use.record) if is_edited(type(use.record)) else "",
                "fields": [label_of(type(use.record), path) for path in use.paths],
                "in_draft": use.in_draft,
            }
            for use in actions.uses_of(self.link.url)
        ]
        return {
            **super().get_context_data(**kwargs),
            "link": self.link,
            "uses": uses,
            "may_replace": self.request.user.has_perm("editing.replace_link"),
        }
