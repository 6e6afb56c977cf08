"""What the home page shows."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from opencity.core.templatetags.texts import text
from opencity.core.texts.notices import text_notice
from opencity.plan.pages import glance_context
from opencity.services import queries, ways
from opencity.services.enums import Group
from opencity.services.listing import Filters


def home_context() -> dict[str, Any]:
    """Return the newcomer's ways in and below them the plan in a picture, where there is one."""
    known = queries.entrances()
    beside = [*known.topics, *known.guides]
    try:
        found = glance_context(with_groups=False, beside=beside)
    except Http404:
        found = text_notice(beside)
    return {**found, "home": {**_ways_in(known.topics, known.guides), **_plan(found)}}


def _ways_in(topics: list[Any], guides: list[Any]) -> dict[str, Any]:
    services = reverse("services:services")
    journeys = [(row, ways.address("services:guide", slug=row.slug)) for row in guides]
    return {
        "services": services,
        "checklist": ways.address("services:checklist"),
        "guides_list": ways.address("services:guides"),
        "help": reverse("services:help"),
        "topics": [
            {
                "name": text(row, "name", note=False),
                "symbol": row.symbol,
                "url": Filters(topic=row.code).address(services),
            }
            for row in topics
        ],
        "guides": [
            {"name": text(row, "title", note=False), "url": url} for row, url in journeys if url
        ],
        "people": [
            {"name": group.label, "url": Filters(group=group.value).address(services)}
            for group in Group
            if group != Group.ALL and topics
        ],
    }


def _plan(found: dict[str, Any]) -> dict[str, Any]:
    if "plan" not in found:
        return {"plan": None}
    plan = found["plan"]
    return {
        "plan": {
            "title": text(plan, "title", note=False),
            "subtitle": text(plan, "subtitle", note=False),
            "definition": text(plan, "openness", note=False),
            "definition_source": plan.openness_source,
            "url": reverse("plan:glance"),
        },
        "spheres": [_sphere(row) for row in found["spheres"]],
        "measures": {"count": len(found["measures"]), "url": reverse("plan:measures")},
        "made": {"url": reverse("plan:making")},
        "picture": found["picture"],
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
