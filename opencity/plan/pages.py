"""What each public page of the plan shows, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from opencity.core.published import children, linked_keys
from opencity.core.texts import read
from opencity.core.texts.notices import text_notice
from opencity.monitor import wording
from opencity.plan import queries
from opencity.plan.changes import differences
from opencity.plan.enums import SphereCode
from opencity.plan.evaluation import report_of
from opencity.plan.measured import WAYS, indicators_of
from opencity.plan.models import (
    BudgetLine,
    Characteristic,
    Contributor,
    CountedBy,
    Development,
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
    Provenance,
    Sphere,
    TargetGroup,
)
from opencity.plan.names import Names, names
from opencity.plan.picture import picture
from opencity.plan.registers import counts_of

Context = dict[str, Any]


def version_or_404() -> PlanVersion:
    """Return the version in force, or say that there is none."""
    version = queries.current_version()
    if version is None:
        raise Http404(_("No plan has been published yet."))
    return version


def crumbs(*names: str) -> list[dict[str, str]]:
    """Return the way back from a page below the plan."""
    labels = {
        "plan:glance": _("The plan"),
        "plan:measures": _("Measures"),
        "plan:versions": _("Versions of the plan"),
    }
    return [{"label": labels[name], "url": reverse(name)} for name in names]


def glance_context(
    *, full: bool = False, with_groups: bool = True, beside: Iterable[models.Model] = ()
) -> Context:
    """The plan at a glance: the picture, the spheres, the goals and all measures.

    ``full`` brings all texts of the measures, for paper. ``beside`` are further rows that are shown
    on the same page, so that the origins of all texts are read at once.
    """
    version = version_or_404()
    spheres, goals = queries.spheres(version.plan), queries.goals(version)
    measures = queries.measures(version, known_goals=goals, full=full)
    groups = queries.target_groups(version) if with_groups else []
    rows: list[Any] = [version.plan, version, *spheres, *goals, *measures, *groups, *beside]
    for sphere in spheres:
        sphere.measures_by_heading = [row for row in measures if row.heading == sphere.code]
    return {
        "crumbs": crumbs("plan:glance"),
        "version": version,
        "plan": version.plan,
        "spheres": spheres,
        "goals": goals,
        "measures": measures,
        "target_groups": groups,
        **text_notice(rows),
        "picture": picture(goals, spheres, measures),
    }


def sphere_context(code: str) -> Context:
    """One sphere with its measures, told apart by how we know that they belong to it."""
    version = version_or_404()
    spheres = queries.spheres(version.plan)
    sphere = next((row for row in spheres if row.code == code), None)
    if sphere is None:
        raise Http404(_("There is no such sphere."))
    measures = queries.by_sphere(queries.measures(version), code)
    return {
        "version": version,
        "crumbs": crumbs("plan:glance", "plan:measures"),
        "sphere": sphere,
        "spheres": spheres,
        "by_heading": [row for row in measures if row.heading == code],
        "by_mark": [row for row in measures if row.heading != code and code in row.spheres_marked],
        "by_proposal": [
            row for row in measures if row.heading != code and code not in row.spheres_marked
        ],
        **text_notice([*spheres, *measures]),
    }


def goal_context(slug: str) -> Context:
    """One goal with its indicators and measures."""
    found = Goal.objects.in_force().filter(slug=slug)
    goal = found.select_related("version__plan", "live_revision").first()
    if goal is None:
        raise Http404(_("There is no such goal."))
    known = names(goal.version)
    measures = queries.measures(goal.version, known_goals=[], goals=goal)
    indicators = indicators_of(children(goal, GoalIndicator))
    rows = [goal, *known.all(), *measures, *(each.judged.indicator for each in indicators.measured)]
    return {
        "version": goal.version,
        "crumbs": crumbs("plan:glance"),
        "goal": goal,
        "goals": known.of(Goal),
        "spheres": sorted(known.of(Sphere), key=lambda row: SphereCode.values.index(row.code)),
        "measures": measures,
        "indicators": indicators.measured,
        "next_release": indicators.next_release,
        **text_notice(rows),
    }


def target_group_context(slug: str) -> Context:
    """One target group with the measures for it."""
    version = version_or_404()
    groups = queries.target_groups(version)
    group = next((row for row in groups if row.slug == slug), None)
    if group is None:
        raise Http404(_("There is no such target group."))
    spheres = queries.spheres(version.plan)
    measures = queries.measures(version, target_groups=group)
    rows: list[Any] = [version.plan, *groups, *spheres, *measures]
    return {
        "version": version,
        "plan": version.plan,
        "crumbs": crumbs("plan:glance"),
        "group": group,
        "groups": groups,
        "spheres": spheres,
        "measures": measures,
        **text_notice(rows),
    }


def measure_page_context(slug: str) -> Context:
    """The page of a measure of the version in force."""
    measure = (
        Measure.objects.in_force()
        .filter(slug=slug)
        .select_related("version__plan", "live_revision")
        .first()
    )
    if measure is None:
        raise Http404(_("There is no such measure in the plan."))
    return measure_context(measure)


def measure_context(measure: Measure, *, draft: bool = False) -> Context:
    """Everything the page of a measure shows, published or, as a ``draft``, in a preview."""
    known = names(measure.version, measure=measure)

    def linked(model: type[Any], name: str) -> list[Any]:
        return known.of(model, linked_keys(measure, name, draft=draft))

    def listed(model: type[Any]) -> list[Any]:
        return children(measure, model, draft=draft)

    measured = indicators_of(listed(MeasureIndicator))
    context = {
        "crumbs": crumbs("plan:glance", "plan:measures"),
        "measure": measure,
        "version": measure.version,
        "goals": linked(Goal, "goals"),
        "target_groups": linked(TargetGroup, "target_groups"),
        "characteristics": linked(Characteristic, "characteristics"),
        "indicators": [row for row in known.of(PlanIndicator) if row.is_moved],
        "measured": measured.measured,
        "next_release": measured.next_release,
        "provenance": _with_contributors(listed(Provenance), known),
        "developments": listed(Development),
        "milestones": listed(Milestone),
        "budget_lines": listed(BudgetLine),
        "partners": listed(Partner),
        "counted_by": listed(CountedBy),
        "reports": queries.reports_of(measure),
        "evaluations": queries.evaluations_of(measure),
        **_neighbours(measure, known),
    }
    shown = [measure, *known.all(), *_listed(context)]
    return {
        **context,
        **text_notice(shown),
        "measure_spheres": _spheres_of(measure, known),
        "counts": counts_of(measure.code, context["counted_by"]),
    }


def _listed(context: Context) -> list[models.Model]:
    lists = ("provenance", "developments", "milestones", "partners", "counted_by", "reports")
    rows = [row for name in lists for row in context[name]]
    evidence = [piece for report in context["reports"] for piece in report.pieces]
    indicators = [each.judged.indicator for each in context["measured"]]
    return [*rows, *evidence, *context["evaluations"], *context["budget_lines"], *indicators]


def _with_contributors(rows: list[Provenance], known: Names) -> list[Provenance]:
    for row in rows:
        row.contributor = known.get(Contributor, row.contributor_id or 0)
    return rows


def _spheres_of(measure: Measure, known: Names) -> list[dict[str, Any]]:
    """Return the spheres of a measure, each with the facts on which it belongs to it."""
    spheres = {row.code: row for row in known.of(Sphere)}
    return [
        {
            "sphere": spheres[code],
            "code": code,
            "name": read(spheres[code].name).text,
            "url": reverse("plan:sphere", kwargs={"code": code}),
            "by_heading": measure.heading == code,
            "marked": code in measure.spheres_marked,
            "proposed": code in measure.spheres_proposed,
        }
        for code in measure.spheres_read
        if code in spheres
    ]


def _neighbours(measure: Measure, known: Names) -> Context:
    rows = known.of(Measure)
    at = next((place for place, row in enumerate(rows) if row.pk == measure.pk), None)
    if at is None:
        return {"before": None, "after": None}
    after = rows[at + 1] if at + 1 < len(rows) else None
    return {"before": rows[at - 1] if at else None, "after": after}


def evaluation_context() -> Context:
    """The evaluation report of the version in force."""
    version = version_or_404()
    report = report_of(version)
    return {
        "crumbs": crumbs("plan:glance"),
        "version": version,
        "plan": version.plan,
        "report": report,
        "summary": report.summary,
        "ways": [(WAYS[way], number) for way, number in report.summary.ways.items()],
        "reasons": [
            (wording.OBSTACLES[code], number) for code, number in report.summary.reasons.items()
        ],
        "next_release": report.next_release,
        **text_notice(report.rows()),
    }


def making_context() -> Context:
    """How the plan was made: people, meetings, and what happened to it since."""
    version = version_or_404()
    plan = Plan.objects.live().select_related("live_revision").get(pk=version.plan_id)
    return making_of(plan, version)


def making_of(plan: Plan, version: PlanVersion | None, *, draft: bool = False) -> Context:
    """What the page on the making shows of a plan, published or, as a ``draft``, in a preview."""
    contributors = list(Contributor.objects.filter(plan=plan.pk).order_by("code"))
    forums = list(Forum.objects.filter(plan=plan.pk).order_by("code"))
    developments = children(plan, PlanDevelopment, draft=draft)
    measures = queries.measures_with_provenance(version) if version else []
    rows: list[Any] = [plan, *contributors, *forums, *developments, *measures]
    ideas = [
        {"contributor": each, "measures": [m for m in measures if each.pk in m.proposers]}
        for each in contributors
    ]
    return {
        "crumbs": crumbs("plan:glance"),
        "plan": plan,
        "version": version,
        "ideas": ideas,
        "forums": forums,
        "developments": developments,
        "unknown": [m for m in measures if m.provenance_unknown],
        **text_notice(rows),
    }


def versions_context() -> Context:
    """All versions that the public may read."""
    version = version_or_404()
    versions = queries.public_versions(version.plan)
    return {
        "plan": version.plan,
        "version": version,
        "versions": versions,
        **text_notice([*versions]),
    }


def changes_context(number: int) -> Context:
    """What a version changed against the one it is based on."""
    versions = queries.versions_in_force_first()
    known = {row.pk: row for row in versions if row.plan_id == versions[0].plan_id}
    version = next((row for row in known.values() if row.number == number), None)
    if version is None:
        raise Http404(_("There is no such version of the plan."))
    base = known.get(version.based_on_id or 0)
    found = differences(base, version) if base else []
    return {
        "crumbs": crumbs("plan:glance", "plan:versions"),
        "version": version,
        "base": base,
        "differences": found,
        **text_notice([version]),
    }
