"""The glossary's list and form in the office."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from opencity.core.office.editing import CarefulDeleteView
from opencity.core.office.panels import panels_for
from opencity.translation.models import GlossaryTerm


class GlossaryViewSet(SnippetViewSet):
    """The words of the offices; a change is public at once."""

    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossary")
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    delete_view_class = CarefulDeleteView
    list_per_page = 50
    list_display = ["__str__", "abbreviation", "keep", "certainty"]
    list_filter = ["keep", "certainty"]
    search_fields = ["code", "abbreviation"]
    edit_handler = ObjectList(
        [
            *panels_for(GlossaryTerm, "code", "name", "abbreviation", "keep"),
            MultiFieldPanel(
                panels_for(GlossaryTerm, "definition", "variants", "certainty"),
                heading=_("For readers and the search"),
            ),
        ]
    )
