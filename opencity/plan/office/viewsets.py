"""Back-office screens of the plan: one list and form for each kind of record."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import Select
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from opencity.core.office.editing import PublishableViewSet, UsedViewSet
from opencity.core.office.panels import panels_for
from opencity.plan.models import (
    BudgetLine,
    Characteristic,
    Contributor,
    CountedBy,
    Development,
    Evaluation,
    Evidence,
    Forum,
    Goal,
    GoalIndicator,
    Measure,
    MeasureIndicator,
    Milestone,
    Partner,
    Plan,
    PlanDevelopment,
    PlanIndicator,
    PlanVersion,
    ProgressReport,
    Provenance,
    Sphere,
    TargetGroup,
)
from opencity.plan.office import access, forms
from opencity.plan.office.versions import adopt_view, compare_view, consult_view, start_view

_FACT = ("date", "title", "text", "sources", "certainty")
_LINK = ("indicator", "closeness", "origin")


def _rows(relation: str, model: Any, *names: str, label: Any = None, **limits: int) -> InlinePanel:
    heading = label or model._meta.verbose_name_plural
    return InlinePanel(relation, heading=heading, panels=panels_for(model, *names), **limits)


class PlanViewSet(PublishableViewSet):
    """The plan's own texts."""

    model = Plan
    icon = "doc-full"
    list_display = ["__str__", "code"]
    edit_handler = ObjectList(
        [
            *panels_for(
                Plan, "code", "title", "subtitle", "summary", "authors", "framework", "openness",
                "openness_source", "coverage_note",
            ),
            MultiFieldPanel(
                panels_for(Plan, "source_title", "source_url", "source_date", "source_certainty"),
                heading=_("The document"),
            ),
            _rows("developments", PlanDevelopment, *_FACT),
        ]
    )  # fmt: skip


class PlanVersionViewSet(SnippetViewSet):
    """Versions: started as copies, opened for consultation, adopted."""

    model = PlanVersion
    icon = "history"
    list_display = ["__str__", "status", "published_on", "adopted_on"]
    add_to_reference_index = False
    edit_template_name = "plan/office/version_edit.html"
    edit_handler = ObjectList(panels_for(PlanVersion, "note", "published_on", "adopted_on"))

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the steps of a version's life."""
        return [
            *super().get_urlpatterns(),
            path("start/<int:pk>/", start_view, name="start"),
            path("consult/<int:pk>/", consult_view, name="consult"),
            path("adopt/<int:pk>/", adopt_view, name="adopt"),
            path("compare/<int:pk>/", compare_view, name="compare"),
        ]


class SphereViewSet(PublishableViewSet):
    """The three spheres."""

    model = Sphere
    icon = "pick"
    list_display = ["__str__", "plan"]
    edit_handler = ObjectList(panels_for(Sphere, "plan", "code", "symbol", "name", "role", "order"))


class GoalViewSet(PublishableViewSet):
    """Goals."""

    model = Goal
    icon = "success"
    list_display = ["__str__", "version"]
    list_filter = ["version"]
    edit_handler = ObjectList(
        [
            *panels_for(Goal, "version", "code", "slug", "title", "text", "spheres_proposed"),
            _rows("measured_by", GoalIndicator, *_LINK),
        ]
    )


class TargetGroupViewSet(PublishableViewSet):
    """Target groups."""

    model = TargetGroup
    icon = "group"
    list_display = ["__str__", "version"]
    list_filter = ["version"]
    edit_handler = ObjectList(panels_for(TargetGroup, "version", "code", "slug", "name"))


class CharacteristicViewSet(PublishableViewSet):
    """Characteristics of an open city."""

    model = Characteristic
    icon = "tag"
    list_display = ["__str__", "version"]
    list_filter = ["version"]
    edit_handler = ObjectList(panels_for(Characteristic, "version", "code", "name"))


class PlanIndicatorViewSet(PublishableViewSet):
    """Indicators that the plan names."""

    model = PlanIndicator
    icon = "order"
    list_display = ["__str__", "kind", "version"]
    list_filter = ["version"]
    edit_handler = ObjectList(
        panels_for(PlanIndicator, "version", "code", "name", "kind", "measures")
    )


_MEASURE_TABS = {
    _("Texts"): [
        *panels_for(Measure, "version", "code", "slug", "title", "summary", "what", "why"),
    ],
    _("Place in the plan"): [
        MultiFieldPanel(
            panels_for(Measure, "heading", "spheres_marked", "spheres_proposed", "marked_note"),
            heading=_("Spheres: three separate facts"),
        ),
        *panels_for(
            Measure, "goals", "goals_origin", "target_groups", "target_groups_origin",
            "characteristics",
        ),
        FieldPanel("provenance_unknown"),
        _rows("provenance", Provenance, "contributor", "forum", "note", "certainty"),
    ],
    _("Doing it"): [
        *panels_for(Measure, "responsible", "owner", "starts_on", "ends_on"),
        _rows("milestones", Milestone, "title", "text", "due_on", "reached_on"),
        _rows("budget_lines", BudgetLine, "year", "kind", "amount", "currency", "fund", "source"),
        _rows("partners", Partner, "name", "role", "url"),
        _rows("counted_by", CountedBy, "register", "what"),
        _rows("measured_by", MeasureIndicator, *_LINK),
    ],
    _("What happened since"): [_rows("developments", Development, *_FACT)],
}  # fmt: skip


class MeasureViewSet(PublishableViewSet):
    """The measures."""

    model = Measure
    icon = "list-ul"
    list_display = ["__str__", "heading", "owner", "version"]
    list_filter = ["version", "heading"]
    edit_handler = TabbedInterface(
        [ObjectList(panels, heading=heading) for heading, panels in _MEASURE_TABS.items()]
    )


class ProgressReportViewSet(PublishableViewSet):
    """Reports; an owner sees those on their own measures only."""

    model = ProgressReport
    icon = "edit"
    offers_chooser = False
    list_display = ["__str__", "own_word", "live"]
    edit_handler = ObjectList(
        [
            FieldPanel("measure", widget=Select),
            *panels_for(ProgressReport, "period_start", "period_end", "own_word", "text"),
            _rows("evidence", Evidence, "title", "url", label=_("evidence"), min_num=1),
        ],
        base_form_class=forms.ProgressReportForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProgressReport]:
        """Narrow the list to what this person may see."""
        return access.reports_for(request.user)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Guard every screen of one report, whatever it does."""
        return [access.guard(pattern, access.reports_for) for pattern in super().get_urlpatterns()]


class EvaluationViewSet(PublishableViewSet):
    """Independent findings."""

    model = Evaluation
    icon = "view"
    offers_chooser = False
    list_display = ["__str__", "live"]
    edit_handler = ObjectList(
        panels_for(Evaluation, "measure", "rating", "found_on", "evaluator", "grounds", "sources"),
        base_form_class=forms.EvaluationForm,
    )


class ContributorViewSet(UsedViewSet):
    """Who gave ideas to the plan."""

    model = Contributor
    icon = "group"
    list_display = ["__str__", "kind"]
    edit_handler = ObjectList(panels_for(Contributor, "plan", "code", "kind", "name"))


class ForumViewSet(UsedViewSet):
    """Where the plan was discussed."""

    model = Forum
    icon = "comment"
    list_display = ["__str__"]
    edit_handler = ObjectList(panels_for(Forum, "plan", "code", "name"))


class PlanGroup(SnippetViewSetGroup):
    """The plan's part of the office menu."""

    menu_label = _("Plan")
    menu_icon = "clipboard-list"
    menu_order = 100
    add_to_admin_menu = True
    items = (
        MeasureViewSet, ProgressReportViewSet, EvaluationViewSet, GoalViewSet, TargetGroupViewSet,
        PlanViewSet, PlanVersionViewSet, SphereViewSet, CharacteristicViewSet, PlanIndicatorViewSet,
        ContributorViewSet, ForumViewSet,
    )  # fmt: skip
