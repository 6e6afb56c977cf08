"""Screens that say where a record is used before somebody changes or deletes it.

They stand in for Wagtail's own, which do not know of links between many records.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, Panel, TabbedInterface
from wagtail.admin.ui import tables
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.snippets.views.snippets import UsageView

from opencity.core.office.usage import ShownUse, shown_to

MOST_ON_A_FORM = 12


def told(user: Any, row: Any, most: int | None = None) -> dict[str, Any]:
    """Return what the template ``core/office/uses.html`` shows of a record's uses."""
    shown, hidden = shown_to(user, row)
    return {"uses": shown[:most], "count": len(shown) + hidden, "hidden": hidden}


class UsedPanel(Panel):
    """The part of a form that names the records that use this one."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "core/office/used_panel.html"

        def is_shown(self) -> bool:
            """Show nothing for a record that is not there yet."""
            return self.instance is not None and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Give the template the first uses, and the way to all of them."""
            context = super().get_context_data(parent_context)
            name = type(self.instance).snippet_viewset.get_url_name("usage")
            url = reverse(name, args=[self.instance.pk])
            found = told(self.request.user, self.instance, MOST_ON_A_FORM)
            return {**context, **found, "all_url": url}


def with_uses(handler: Panel) -> Panel:
    """Return a form's panels with the one that names its record's uses, a tab among tabs."""
    panel = UsedPanel(heading=_("Where it is used"))
    if isinstance(handler, TabbedInterface):
        tab = ObjectList([panel], heading=_("Use"))
        return TabbedInterface([*handler.children, tab], base_form_class=handler.base_form_class)
    return ObjectList([*handler.children, panel], base_form_class=handler.base_form_class)


class UsedView(UsageView):
    """The list of all records that use one."""

    page_title = _("Where it is used")
    permission_required = None
    any_permission_required = ["add", "change", "delete", "view"]

    def get_queryset(self) -> list[ShownUse]:
        """Return the uses that this officer may see."""
        return shown_to(self.request.user, self.object)[0]

    @property
    def columns(self) -> list[tables.Column]:
        """Return name, kind and whether only a draft uses it."""
        return [
            tables.TitleColumn("title", label=_("Name"), get_url=lambda use: use.url or None),
            tables.Column("kind", label=_("Type"), accessor=lambda use: capfirst(use.kind)),
            tables.Column(
                "in_draft",
                label=_("State"),
                accessor=lambda use: _("in a draft only") if use.in_draft else "",
            ),
        ]

    def get_table(self, object_list: Any, **kwargs: Any) -> tables.Table:
        """Make the table of the uses themselves."""
        return BaseListingView.get_table(self, object_list, **kwargs)
