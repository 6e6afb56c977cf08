"""The office's form of questions and answers."""

from __future__ import annotations

from wagtail.admin.panels import ObjectList

from opencity.core.office.editing import PublishableViewSet
from opencity.core.office.panels import panels_for
from opencity.moderation.models import PublicAnswer


class PublicAnswerViewSet(PublishableViewSet):
    """Questions and answers on the pages of things."""

    model = PublicAnswer
    icon = "help"
    menu_order = 160
    add_to_admin_menu = True
    offers_chooser = False
    list_display = ["__str__", "subject_code", "live"]
    edit_handler = ObjectList(
        panels_for(PublicAnswer, "subject_kind", "subject_code", "question", "answer")
    )
