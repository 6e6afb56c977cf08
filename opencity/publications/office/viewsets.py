"""Where the office puts ready-made packs together."""

from __future__ import annotations

from wagtail.admin.panels import InlinePanel, ObjectList

from opencity.core.office.editing import PublishableViewSet
from opencity.core.office.panels import panels_for
from opencity.publications.models import Pack, PackService


class PackViewSet(PublishableViewSet):
    """Packs."""

    model = Pack
    icon = "download"
    menu_order = 130
    add_to_admin_menu = True
    list_display = ["__str__", "guide", "order"]
    offers_chooser = False
    edit_handler = ObjectList(
        [
            *panels_for(Pack, "code", "slug", "title", "summary", "guide"),
            InlinePanel(
                "picked",
                heading=PackService._meta.verbose_name_plural,
                panels=panels_for(PackService, "service"),
            ),
            *panels_for(Pack, "topics", "order"),
        ]
    )
