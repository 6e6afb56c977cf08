"""Back-office screens of the directory: one list and form for each kind of record."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from opencity.core.office.editing import CarefulDeleteView, PublishableViewSet
from opencity.core.office.panels import panels_for
from opencity.directory.models import (
    Contact,
    District,
    HoursException,
    OpeningHours,
    Organisation,
    Place,
)

_TRUST = ("certainty", "sources", "verified_on", "review_after", "owner")


def _trust(model: Any) -> MultiFieldPanel:
    return MultiFieldPanel(panels_for(model, *_TRUST), heading=_("How sure, and who looks again"))


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
        *panels_for(Place, "appointment", "hours_note"),
        _rows("hours", OpeningHours, "day", "opens", "closes"),
        _rows("exceptions", HoursException, "starts_on", "ends_on", "opens", "closes", "reason"),
    ],
    _("Trust"): [_trust(Place)],
}  # fmt: skip


class PlaceViewSet(PublishableViewSet):
    """Offices and places."""

    model = Place
    icon = "home"
    list_display = ["__str__", "kind", "owner"]
    list_filter = ["kind", "district"]
    edit_handler = TabbedInterface(
        [ObjectList(panels, heading=heading) for heading, panels in _PLACE_TABS.items()]
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
            _trust(Organisation),
        ]
    )


class ContactViewSet(SnippetViewSet):
    """Contacts: a change is seen at once wherever they are shown."""

    model = Contact
    icon = "mail"
    delete_view_class = CarefulDeleteView
    list_display = ["__str__", "kind", "owner"]
    list_filter = ["kind"]
    edit_handler = ObjectList(
        [
            *panels_for(
                Contact, "code", "kind", "value", "label", "languages", "hours_note",
                "is_emergency",
            ),
            _trust(Contact),
        ]
    )  # fmt: skip


class DistrictViewSet(SnippetViewSet):
    """Districts."""

    model = District
    icon = "site"
    delete_view_class = CarefulDeleteView
    list_display = ["__str__"]
    edit_handler = ObjectList(
        panels_for(District, "code", "slug", "name", "latitude", "longitude", "area_km2")
    )


class DirectoryGroup(SnippetViewSetGroup):
    """The directory's part of the office menu."""

    menu_label = _("Directory")
    menu_icon = "home"
    menu_order = 130
    add_to_admin_menu = True
    items = (PlaceViewSet, OrganisationViewSet, ContactViewSet, DistrictViewSet)
