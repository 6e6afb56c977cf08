"""Back-office screens of the directory: one list and form for each kind of record."""

from __future__ import annotations

from typing import Any

from django.forms import Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, TabbedInterface
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from opencity.core.office.editing import PublishableViewSet, UsedViewSet
from opencity.core.office.panels import panels_for, trust_panel
from opencity.directory.models import (
    Contact,
    District,
    EditorBinding,
    HoursException,
    Organisation,
    Place,
)
from opencity.directory.office.forms import PlaceForm, SpeakingForm
from opencity.directory.office.week import WeekPanel


def _rows(relation: str, model: Any, *names: str) -> InlinePanel:
    heading = model._meta.verbose_name_plural
    return InlinePanel(relation, heading=heading, panels=panels_for(model, *names))


_PLACE_TABS = {
    _("Texts"): [*panels_for(Place, "code", "slug", "kind", "organisation", "name", "summary")],
    _("Where and how"): [
        *panels_for(
            Place, "address", "address_latin", "postal_code", "district", "latitude", "longitude",
            "position", "entrance_note", "wheelchair", "languages", "contacts",
        ),
    ],
    _("Hours"): [
        WeekPanel("week"),
        *panels_for(Place, "appointment", "hours_note"),
        _rows("exceptions", HoursException, "starts_on", "ends_on", "opens", "closes", "reason"),
    ],
    _("Trust"): [trust_panel(Place)],
}  # fmt: skip


class PlaceViewSet(PublishableViewSet):
    """Offices and places."""

    model = Place
    icon = "home"
    list_display = ["__str__", "kind", "owner"]
    list_filter = ["kind", "district"]
    edit_handler = TabbedInterface(
        [ObjectList(panels, heading=heading) for heading, panels in _PLACE_TABS.items()],
        base_form_class=PlaceForm,
    )


class OrganisationViewSet(PublishableViewSet):
    """Organisations."""

    model = Organisation
    icon = "group"
    list_display = ["__str__", "kind", "owner"]
    list_filter = ["kind"]
    edit_handler = ObjectList(
        [
            *panels_for(
                Organisation, "code", "kind", "parent", "name", "summary", "languages", "contacts"
            ),
            trust_panel(Organisation),
        ],
        base_form_class=SpeakingForm,
    )


class ContactViewSet(UsedViewSet):
    """Contacts: a change is seen at once wherever they are shown."""

    model = Contact
    icon = "mail"
    list_display = ["__str__", "kind", "owner"]
    list_filter = ["kind"]
    edit_handler = ObjectList(
        [
            *panels_for(
                Contact, "code", "kind", "value", "label", "languages", "hours_note",
                "is_emergency",
            ),
            trust_panel(Contact),
        ],
        base_form_class=SpeakingForm,
    )  # fmt: skip


class DistrictViewSet(UsedViewSet):
    """Districts."""

    model = District
    icon = "site"
    list_display = ["__str__"]
    edit_handler = ObjectList(
        panels_for(District, "code", "slug", "name", "latitude", "longitude", "area_km2")
    )


class EditorBindingViewSet(SnippetViewSet):
    """Who edits for which district or organisation."""

    model = EditorBinding
    icon = "key"
    list_display = ["user", "district", "organisation"]
    list_filter = ["district"]
    edit_handler = ObjectList(
        [
            FieldPanel("user", widget=Select),
            *panels_for(EditorBinding, "district", "organisation"),
        ]
    )


class DirectoryGroup(SnippetViewSetGroup):
    """The directory's part of the office menu."""

    menu_label = _("Directory")
    menu_icon = "home"
    menu_order = 130
    add_to_admin_menu = True
    items = (
        PlaceViewSet,
        OrganisationViewSet,
        ContactViewSet,
        DistrictViewSet,
        EditorBindingViewSet,
    )
