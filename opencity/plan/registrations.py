"""What the plan offers to higher apps: findable texts, content files, a menu entry, open data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opencity.core import registries
from opencity.core.addresses import paths_of
from opencity.core.registries import SearchDocument, SearchSource
from opencity.core.texts.html import to_plain
from opencity.monitor.models import Indicator
from opencity.plan import queries
from opencity.plan.loading import load_folder
from opencity.plan.mentions import rows_about
from opencity.plan.models import Goal, Measure, Plan, PlanVersion, TargetGroup


def register() -> None:
    """Register everything once."""
    registries.content_loaders.register(registries.ContentLoader("plan", "plan", load_folder))
    registries.menu_entries.register(
        registries.MenuEntry("plan", _("The plan"), "plan:glance", order=10)
    )
    registries.menu_entries.register(
        registries.MenuEntry("measures", _("Measures"), "plan:measures", order=930)
    )
    registries.menu_entries.register(
        registries.MenuEntry("evaluation", _("Evaluation report"), "plan:evaluation", order=935)
    )
    registries.menu_entries.register(
        registries.MenuEntry("making", _("How it was made"), "plan:making", order=940)
    )
    for source in _sources():
        registries.search_sources.register(source)
    registries.sitemap_sections.register(registries.SitemapSection("plan", sitemap_paths))
    registries.measured_registers.register(
        registries.MeasuredRegister(
            "plan-progress",
            _("Measures that the city reports on"),
            lambda codes: Decimal(queries.reported_measures()),
            lambda: reverse("plan:measures"),
        )
    )
    registries.mentions.register(
        registries.Mention(
            "plan", Indicator, _("Goals and measures that it speaks of"), rows_about, ("plan",)
        )
    )
    registries.datasets.register(
        registries.OpenDataSet(
            "plan",
            _("The plan and its measures"),
            _("All goals and measures with spheres, links and independent findings."),
            {
                "application/json": "/api/v1/plan/",
                "text/csv": "/api/v1/plan/measures.csv",
                "application/ld+json": "/api/v1/plan/plan.jsonld",
            },
            themes=("GOVE", "SOCI"),
            keywords=(_("local action plan"), _("migration"), _("integration")),
            frequency="IRREG",
            page=("plan:glance", {}),
            facts=data_set_facts,
            keys=("plan",),
        )
    )
    registries.datasets.register(
        registries.OpenDataSet(
            "plan-evaluation",
            _("Evaluation of the plan"),
            _("What figures, owners and evaluators say of each goal and measure; no score."),
            {
                "application/json": "/api/v1/plan/evaluation",
                "text/csv": "/api/v1/plan/evaluation?format=csv",
            },
        )
    )


def data_set_facts() -> registries.DataSetFacts:
    """Return when a measure of the version in force last changed."""
    changed = Measure.objects.in_force().aggregate(at=Max("last_published_at"))
    return registries.DataSetFacts(modified=changed["at"])


def _sources() -> Iterator[SearchSource]:
    for kind, label, model, documents in (
        ("measure", _("Measures"), Measure, measure_documents),
        ("goal", _("Goals"), Goal, goal_documents),
        ("target_group", _("Target groups"), TargetGroup, group_documents),
    ):
        # people who search look for what helps them first, and for what the city plans after it
        yield SearchSource(kind, label, model, documents, _changed_by(model), weight=0.6)


def _changed_by(model: Any) -> dict[type[Any], Any]:
    """Return whose changes move a model's rows in or out of public sight: plan and version."""

    def of_version(version: PlanVersion) -> list[str]:
        return _keys(model.objects.filter(version__plan=version.plan_id))

    def of_plan(plan: Plan) -> list[str]:
        return _keys(model.objects.filter(version__plan=plan))

    return {PlanVersion: of_version, Plan: of_plan}


def measure_documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Yield the measures of the version in force."""
    for row in _in_force(Measure, keys):
        yield SearchDocument(
            kind="measure",
            key=str(row.pk),
            code=row.code,
            url=paths_of("plan:measure", slug=row.slug),
            titles=row.title,
            bodies=_joined(row.summary, row.what, row.why),
            facets={"sphere": row.spheres_read},
        )


def goal_documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Yield the goals of the version in force."""
    for row in _in_force(Goal, keys):
        yield SearchDocument(
            kind="goal",
            key=str(row.pk),
            code=row.code,
            url=paths_of("plan:goal", slug=row.slug),
            titles=row.title,
            bodies=_joined(row.text),
            facets={"sphere": row.spheres_proposed},
        )


def group_documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Yield the target groups of the version in force."""
    for row in _in_force(TargetGroup, keys):
        yield SearchDocument(
            kind="target_group",
            key=str(row.pk),
            code=row.code,
            url=paths_of("plan:target_group", slug=row.slug),
            titles=row.name,
            bodies={},
        )


def _in_force(model: Any, keys: Iterable[str] | None) -> Any:
    rows = model.objects.in_force()
    if keys is not None:
        rows = rows.filter(pk__in=[key for key in keys if str(key).isdecimal()])
    return rows.order_by("pk")


def _joined(*texts: dict[str, str]) -> dict[str, str]:
    codes = dict.fromkeys(code for text in texts for code in text)
    return {
        code: "\n".join(to_plain(text[code]) for text in texts if text.get(code)) for code in codes
    }


def _keys(rows: Any) -> list[str]:
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


def sitemap_paths() -> Iterator[tuple[str, dict[str, Any], datetime | None]]:
    """Yield the public pages of the plan."""
    version = queries.current_version()
    if version is None:
        return
    for name in ("glance", "measures", "evaluation", "making", "versions", "print"):
        yield f"plan:{name}", {}, None
    for number in _compared_versions(version.plan):
        yield "plan:changes", {"number": number}, None
    for sphere in queries.spheres(version.plan):
        yield "plan:sphere", {"code": sphere.code}, sphere.last_published_at
    for name, model in (("measure", Measure), ("goal", Goal), ("target_group", TargetGroup)):
        for row in model.objects.in_force().order_by("code"):
            yield f"plan:{name}", {"slug": row.slug}, row.last_published_at


def _compared_versions(plan: Plan) -> Iterable[int]:
    rows = PlanVersion.objects.public().filter(plan=plan, based_on__isnull=False)
    return rows.order_by("number").values_list("number", flat=True)
