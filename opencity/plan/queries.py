"""Reads of the plan that several pages and interfaces share; all see published rows only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from opencity.core.published import children
from opencity.plan.enums import Rating
from opencity.plan.models import (
    Evaluation,
    Evidence,
    Goal,
    Measure,
    Plan,
    PlanVersion,
    ProgressReport,
    Sphere,
    TargetGroup,
)


def current_version() -> PlanVersion | None:
    """Return the version in force: the adopted one, else the newest put before the public."""
    return PlanVersion.objects.in_force().select_related("plan").first()


def versions_in_force_first() -> list[PlanVersion]:
    """Return all versions that visitors may read, beginning with the one in force."""
    return list(PlanVersion.objects.in_force().select_related("plan"))


def public_versions(plan: Plan) -> list[PlanVersion]:
    """Return the versions that visitors may read, the newest first."""
    return list(PlanVersion.objects.public().filter(plan=plan).order_by("-number"))


def spheres(plan: Plan) -> list[Sphere]:
    """Return the published spheres in their order."""
    return list(Sphere.objects.live().filter(plan=plan).order_by("order"))


def goals(version: PlanVersion) -> list[Goal]:
    """Return a version's published goals by code."""
    return list(Goal.objects.public().filter(version=version).order_by("code"))


def target_groups(version: PlanVersion) -> list[TargetGroup]:
    """Return a version's published target groups by code."""
    return list(TargetGroup.objects.public().filter(version=version).order_by("code"))


_IN_LISTS = (
    "code", "slug", "title", "summary", "heading", "spheres_marked", "spheres_proposed", "version",
)  # fmt: skip


def measures(
    version: PlanVersion,
    *,
    known_goals: list[Goal] | None = None,
    full: bool = False,
    **conditions: Any,
) -> list[Measure]:
    """Return a version's published measures by code, each with ``goal_list`` and ``rating``.

    ``conditions`` narrow the rows, e.g. ``goals=goal``; ``full`` reads all texts, not only what
    lists show; ``known_goals`` saves reading the version's goals again. At most four queries,
    however many rows.
    """
    found = Measure.objects.public().filter(version=version, **conditions).order_by("code")
    rows = list(found if full else found.only(*_IN_LISTS))
    for row in rows:
        row.version = version
    return with_ratings(_with_goals(rows, goals(version) if known_goals is None else known_goals))


def _with_goals(rows: list[Measure], known: list[Goal]) -> list[Measure]:
    linked: dict[int, set[int]] = {}
    links = Measure.goals.through.objects.filter(measure__in=rows)
    for measure_id, goal_id in links.values_list("measure_id", "goal_id"):
        linked.setdefault(measure_id, set()).add(goal_id)
    for row in rows:
        keys = linked.get(row.pk, set())
        row.goal_list = [goal for goal in known if goal.pk in keys]
    return rows


def with_ratings(rows: list[Measure]) -> list[Measure]:
    """Give each measure ``rating``: the newest published finding, or that there is no evidence."""
    newest: dict[int, str] = {}
    found = Evaluation.objects.live().filter(measure__in=rows).order_by("found_on", "pk")
    for measure_id, rating in found.values_list("measure_id", "rating"):
        newest[measure_id] = rating
    for row in rows:
        row.rating = Rating(newest.get(row.pk, Rating.NO_EVIDENCE))
    return rows


def measures_with_provenance(version: PlanVersion) -> list[Measure]:
    """Return a version's published measures, each with ``proposers``, the keys of contributors."""
    rows = list(
        Measure.objects.public()
        .filter(version=version)
        .prefetch_related("provenance")
        .order_by("code")
    )
    for row in rows:
        row.proposers = {link.contributor_id for link in row.provenance.all()}
    return rows


def reports_of(row: Measure) -> list[ProgressReport]:
    """Return the published reports of a measure, the newest first, with their ``pieces``.

    These are the pieces of evidence that were published with them.
    """
    found = ProgressReport.objects.live().filter(measure=row.pk).select_related("live_revision")
    rows = list(found.order_by("-period_end", "-pk"))
    for report in rows:
        report.pieces = children(report, Evidence)
    return rows


def reported_measures() -> int:
    """Return how many measures of the plan in force their owners have reported on in public."""
    version = current_version()
    reports = ProgressReport.objects.live().filter(measure__version=version, measure__live=True)
    return reports.values("measure").distinct().count()


def evaluations_of(row: Measure) -> list[Evaluation]:
    """Return the published findings on a measure, the newest first."""
    return list(Evaluation.objects.live().filter(measure=row.pk).order_by("-found_on", "-pk"))


def by_sphere(rows: Iterable[Measure], code: str) -> list[Measure]:
    """Return the measures that belong to a sphere as we read it."""
    return [row for row in rows if code in row.spheres_read]
