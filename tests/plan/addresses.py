"""Every public address that shows something of the plan."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import URLPattern, reverse
from django.utils.translation import override

from opencity.plan import urls
from opencity.plan.models import Goal, Measure, PlanVersion, Sphere, TargetGroup

DATA = (
    "/api/v1/plan/",
    "/api/v1/plan/measures.csv",
    "/api/v1/plan/plan.jsonld",
    "/api/v1/plan/evaluation",
    "/api/v1/plan/evaluation?format=csv",
    "/sitemap.xml",
)


def arguments(version: PlanVersion) -> dict[str, list[dict[str, object]]]:
    """Return, for each address of the plan, the arguments with which it shows something."""
    of_version = {"version": version, "live": True}
    slugs = {
        name: [{"slug": slug} for slug in rows.values_list("slug", flat=True)]
        for name, rows in {
            "measure": Measure.objects.filter(**of_version),
            "goal": Goal.objects.filter(**of_version),
            "target_group": TargetGroup.objects.filter(**of_version),
        }.items()
    }
    spheres = Sphere.objects.filter(plan=version.plan, live=True)
    numbers = PlanVersion.objects.public().filter(plan=version.plan)
    return slugs | {
        "sphere": [{"code": code} for code in spheres.values_list("code", flat=True)],
        "changes": [{"number": number} for number in numbers.values_list("number", flat=True)],
    }


def pages(version: PlanVersion, language: str) -> list[str]:
    """Return the paths of all pages and feeds of the plan in a language, and the home page."""
    known = arguments(version)
    with override(language):
        found = [reverse("shell:home")]
        for pattern in urls.urlpatterns:
            assert isinstance(pattern, URLPattern)
            for each in known.get(pattern.name, [{}]):
                found.append(reverse(f"plan:{pattern.name}", kwargs=each))
    return found


def everything(version: PlanVersion, codes: Iterable[str]) -> list[str]:
    """Return all of these in some languages, and the data."""
    return [path for code in codes for path in pages(version, code)] + list(DATA)
