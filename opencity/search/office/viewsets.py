"""Back-office screens: synonyms, and what people look for in vain."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import (
    CreateView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from opencity.core.office.panels import panels_for
from opencity.core.texts import languages
from opencity.search import queries
from opencity.search.actions import SHOWN_FROM
from opencity.search.models import MissedQuery, Synonym


class SynonymCreateView(CreateView):
    """Begins with what the list of unanswered queries hands over in the address."""

    def get_initial_form_instance(self) -> Synonym:
        """Return a synonym with the query that it shall answer, if there is one."""
        query = self.request.GET.get("words", "")[:80]
        language = self.request.GET.get("language", "")
        if not query or language not in languages.codes():
            return Synonym()
        code = slugify(f"{language}-{query}").strip("-")
        return Synonym(code=code, language=language, words=[query])


class SynonymViewSet(SnippetViewSet):
    """Synonyms: a change is seen at once by whoever searches."""

    model = Synonym
    icon = "resubmit"
    add_view_class = SynonymCreateView
    copy_view_enabled = False
    list_per_page = 50
    list_display = ["__str__", "language"]
    list_filter = ["language"]
    search_fields = ["code", "words", "means"]
    edit_handler = ObjectList(panels_for(Synonym, "language", "words", "means", "code"))


class MakeSynonymColumn(Column):
    """A link to the form of a synonym that answers a query."""

    cell_template_name = "search/office/make_synonym.html"

    def get_cell_context_data(self, instance: MissedQuery, parent_context: Any) -> dict[str, Any]:
        """Give the cell its address, for those who may write synonyms."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        user = parent_context["request"].user
        given = urlencode({"language": instance.language, "words": instance.query})
        if user.has_perm("opencity_search.add_synonym"):
            context["address"] = f"{reverse(SynonymViewSet().get_url_name('add'))}?{given}"
        return context


class MissedIndexView(IndexView):
    """Lists what was looked for often enough to be shown, and says how much more there is."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the number of queries whose words are not kept yet."""
        hidden = queries.hidden_missed()
        return super().get_context_data(*args, **kwargs) | {"hidden": hidden, "least": SHOWN_FROM}


class MissedQueryViewSet(SnippetViewSet):
    """What people looked for in vain; officers only read it, make synonyms of it or delete it."""

    model = MissedQuery
    icon = "search"
    index_view_class = MissedIndexView
    index_template_name = "search/office/missed.html"
    copy_view_enabled = False
    list_per_page = 50
    list_display = [
        "__str__",
        "language",
        "outcome",
        "count",
        "days",
        "last_day",
        MakeSynonymColumn("synonym", label=_("Answer it")),
    ]
    list_filter = ["language", "outcome"]
    search_fields = ["query"]
    edit_handler = ObjectList(panels_for(MissedQuery, "query"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[MissedQuery]:
        """Return those whose words are kept."""
        return queries.shown_missed()


class SearchGroup(SnippetViewSetGroup):
    """The search's part of the office menu."""

    menu_label = _("Search")
    menu_icon = "search"
    menu_order = 310
    add_to_admin_menu = True
    items = (MissedQueryViewSet, SynonymViewSet)
