"""What the desk adds to the lists and forms of records: confirming and asking for a change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import classproperty
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from opencity.core.registries import reviewed_kinds
from opencity.editing import actions, queries

_MOST_NAMED = 3


def _address(name: str, row: Model) -> str:
    return reverse(name, args=[row._meta.app_label, row._meta.model_name, row.pk])


def _may_check(user: Any, row: Any) -> bool:
    known = reviewed_kinds.get(row._meta.label_lower) is not None
    return known and actions.may_confirm(user, row)


class CheckMenuItem(ActionMenuItem):
    """Leads from a record's form to confirming it as checked."""

    name = "editing-check"
    label = gettext_lazy("Confirm as checked today")
    icon_name = "check"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Offer it on saved records to those who may."""
        row = context.get("instance")
        return row is not None and row.pk is not None and _may_check(context["request"].user, row)

    def get_url(self, parent_context: dict[str, Any]) -> str:
        """Return the address of the page that asks."""
        return _address("editing:check", parent_context["instance"])


class AskMenuItem(ActionMenuItem):
    """Leads from a record's form to asking for a change."""

    name = "editing-ask"
    label = gettext_lazy("Ask for a change")
    icon_name = "comment-add"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Offer it on saved records."""
        row, user = context.get("instance"), context["request"].user
        return row is not None and row.pk is not None and user.has_perm("editing.add_changerequest")

    def get_url(self, parent_context: dict[str, Any]) -> str:
        """Return the address of the form."""
        return _address("editing:ask", parent_context["instance"])


def listing_buttons(row: Any, user: Any) -> Iterator[Button]:
    """Yield the buttons of a record in its list."""
    if _may_check(user, row):
        yield Button(
            _("Confirm as checked"),
            url=_address("editing:check", row),
            icon_name="check",
            priority=60,
        )
    if user.has_perm("editing.add_changerequest"):
        yield Button(
            _("Ask for a change"),
            url=_address("editing:ask", row),
            icon_name="comment-add",
            priority=70,
        )


def show_pending(request: HttpRequest, row: Any) -> None:
    """Say at the head of a record's form what colleagues ask for."""
    pending = list(queries.pending_changes(row)[:_MOST_NAMED])
    if pending:
        buttons = [
            messages.button(
                reverse("editing:change", args=[each.pk]), Truncator(each.text).chars(40)
            )
            for each in pending
        ]
        messages.info(request, _("Colleagues ask for changes of this record:"), buttons=buttons)


class CheckBulkAction(SnippetBulkAction):
    """Confirms the chosen records of a list as checked today."""

    display_name = gettext_lazy("Confirm as checked")
    action_type = "confirm_checked"
    aria_label = gettext_lazy("Confirm the chosen records as checked today")
    template_name = "editing/bulk_check.html"
    action_priority = 20

    @classproperty
    def models(cls) -> list[type[Model]]:  # a property of the class
        """Return the kinds that are looked at again."""
        return [kind.model for kind in reviewed_kinds]

    def check_perm(self, obj: Any) -> bool:
        """Ask for each record alone."""
        return actions.may_confirm(self.request.user, obj)

    def get_execution_context(self) -> dict[str, Any]:
        """Hand the acting officer on."""
        return {**super().get_execution_context(), "user": self.request.user}

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        """Confirm; return how many, as Wagtail counts parents and children."""
        return actions.confirm_checked(actor=kwargs["user"], rows=objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Say how many records were confirmed."""
        message = ngettext(
            "%(number)d record is confirmed as checked today.",
            "%(number)d records are confirmed as checked today.",
            num_parent_objects,
        )
        return message % {"number": num_parent_objects}
