"""What the home page shows."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from opencity.core.templatetags.texts import text
from opencity.plan.pages import glance_context


def home_context() -> dict[str, Any]:
    """Return the plan in a picture and the ways into it; without a plan, a welcome alone."""
    try:
        found = glance_context()
    except Http404:
        return {"home": {"plan": None}}
    plan = found["plan"]
    return {
        **found,
        "home": {
            "plan": {
                "title": text(plan, "title", note=False),
                "subtitle": text(plan, "subtitle", note=False),
                "definition": text(plan, "openness", note=False),
                "definition_source": plan.openness_source,
                "url": reverse("plan:glance"),
            },
            "spheres": [_sphere(row) for row in found["spheres"]],
            "groups": [_group(row) for row in found["target_groups"]],
            "measures": {"count": len(found["measures"]), "url": reverse("plan:measures")},
            "made": {"url": reverse("plan:making")},
            "picture": found["picture"],
        },
    }


def _sphere(row: Any) -> dict[str, Any]:
    return {
        "code": row.code,
        "symbol": row.symbol,
        "name": text(row, "name", note=False),
        "role": text(row, "role", note=False),
        "url": reverse("plan:sphere", kwargs={"code": row.code}),
        "count": len(row.measures_by_heading),
    }


def _group(row: Any) -> dict[str, Any]:
    url = reverse("plan:target_group", kwargs={"slug": row.slug})
    return {"name": text(row, "name", note=False), "url": url}
