"""Back-office screens of the services: one list and form for each kind of record."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, ObjectList, TabbedInterface
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from opencity.core.office.editing import PublishableViewSet, UsedViewSet
from opencity.core.office.panels import panels_for, trust_panel
from opencity.services.models import (
    ChecklistItem,
    Condition,
    Cost,
    Document,
    Guide,
    GuideStep,
    LegalBasis,
    LifeEvent,
    Note,
    RequiredDocument,
    Service,
    Step,
    TimeLimit,
    Topic,
)
from opencity.services.office.forms import DocumentForm, ServiceForm

_FACT = ("certainty", "sources")


def _rows(relation: str, model: Any, *names: str) -> InlinePanel:
    heading = model._meta.verbose_name_plural
    return InlinePanel(relation, heading=heading, panels=panels_for(model, *names))


_SERVICE_TABS = {
    _("Texts"): panels_for(
        Service, "code", "slug", "title", "official_name", "summary", "result", "groups", "topics",
        "life_events", "related",
    ),
    _("What to bring and do"): [
        _rows("conditions", Condition, "text", *_FACT),
        _rows("documents", RequiredDocument, "document", "note", *_FACT),
        _rows("steps", Step, "title", "text", *_FACT),
        _rows("notes", Note, "kind", "text", *_FACT),
    ],
    _("Money, time, law"): [
        _rows("costs", Cost, "amount", "currency", "condition", *_FACT),
        _rows(
            "time_limits", TimeLimit, "kind", "amount", "unit", "counts_from", "condition", *_FACT
        ),
        _rows("legal_basis", LegalBasis, "title", "article", "url"),
    ],
    _("Where"): panels_for(
        Service, "provider", "place_rule", "places", "channels", "online_url", "contacts", "is_help"
    ),
    _("Trust"): [trust_panel(Service)],
}  # fmt: skip


class ServiceViewSet(PublishableViewSet):
    """Services."""

    model = Service
    icon = "list-ul"
    list_display = ["__str__", "provider", "owner", "verified_on"]
    list_filter = ["provider", "certainty"]
    edit_handler = TabbedInterface(
        [ObjectList(panels, heading=heading) for heading, panels in _SERVICE_TABS.items()],
        base_form_class=ServiceForm,
    )


class GuideViewSet(PublishableViewSet):
    """Guides."""

    model = Guide
    icon = "order"
    list_display = ["__str__", "owner"]
    edit_handler = ObjectList(
        [
            *panels_for(Guide, "code", "slug", "title", "summary", "groups", "topics", "order"),
            _rows("steps", GuideStep, "phase", "title", "text", "service", "groups", "why"),
            trust_panel(Guide),
        ]
    )


class ChecklistItemViewSet(PublishableViewSet):
    """Rules of the checklist."""

    model = ChecklistItem
    icon = "check"
    list_display = ["__str__", "order"]
    offers_chooser = False
    edit_handler = ObjectList(
        panels_for(
            ChecklistItem, "code", "service", "title", "text", "why", "who", "reasons", "family",
            "deadline_amount", "deadline_unit", "deadline_from", "order",
        )
    )  # fmt: skip


class DocumentViewSet(PublishableViewSet):
    """Documents that services ask for."""

    model = Document
    icon = "doc-full"
    list_display = ["__str__", "owner"]
    edit_handler = ObjectList(
        [
            *panels_for(
                Document, "code", "slug", "name", "what", "how", "translation", "service_code"
            ),
            trust_panel(Document),
        ],
        base_form_class=DocumentForm,
    )


class TopicViewSet(UsedViewSet):
    """Topics."""

    model = Topic
    icon = "tag"
    list_display = ["__str__", "order"]
    edit_handler = ObjectList(
        panels_for(Topic, "code", "slug", "name", "summary", "symbol", "order")
    )


class LifeEventViewSet(UsedViewSet):
    """Life events."""

    model = LifeEvent
    icon = "date"
    list_display = ["__str__", "order"]
    edit_handler = ObjectList(panels_for(LifeEvent, "code", "slug", "name", "order"))


class ServicesGroup(SnippetViewSetGroup):
    """The services' part of the office menu."""

    menu_label = _("Services")
    menu_icon = "list-ul"
    menu_order = 120
    add_to_admin_menu = True
    items = (
        ServiceViewSet, GuideViewSet, ChecklistItemViewSet, DocumentViewSet, TopicViewSet,
        LifeEventViewSet,
    )  # fmt: skip
