"""Reads each kind of content entry into values that can be compared and stored as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from opencity.core.content import Entry, facts
from opencity.core.verified import Certainty
from opencity.monitor.enums import Closeness
from opencity.plan.enums import (
    ContributorKind,
    IndicatorKind,
    LinkOrigin,
    SphereCode,
    VersionStatus,
)

Values = dict[str, Any]
Codes = Callable[[str], list[str]]
"""Gives the known codes of a kind: goals, target_groups, characteristics, contributors…"""


def plan(entry: Entry) -> Values:
    """Read the plan itself."""
    entry.only(
        "origins", "code", "title", "subtitle", "summary", "authors", "framework", "openness",
        "openness_source", "source", "coverage_note", "forums", "versions", "developments",
    )  # fmt: skip
    source = entry.entry("source")
    source.only("title", "address", "date", "certainty")
    date = source.date("date")
    return {
        "title": entry.text("title"),
        "subtitle": entry.text("subtitle"),
        "summary": entry.text("summary"),
        "authors": entry.text("authors"),
        "framework": entry.text("framework"),
        "openness": entry.text("openness"),
        "openness_source": entry.string("openness_source", default=""),
        "coverage_note": entry.text("coverage_note"),
        "source_title": source.string("title"),
        "source_url": source.string("address", default=""),
        "source_date": date.isoformat() if date else None,
        "source_certainty": source.string("certainty", choices=Certainty.values),
        "developments": developments(entry),
    }


def version(entry: Entry) -> Values:
    """Read a version of the plan."""
    entry.only("number", "status", "published_on", "note")
    day = entry.date("published_on")
    return {
        "status": entry.string("status", choices=VersionStatus.values),
        "published_on": day.isoformat() if day else None,
        "note": entry.text("note"),
    }


def sphere(entry: Entry) -> Values:
    """Read a sphere."""
    entry.only("code", "symbol", "name", "role")
    entry.string("code", choices=SphereCode.values)
    return {
        "symbol": entry.string("symbol"),
        "name": entry.text("name"),
        "role": entry.text("role"),
        "order": SphereCode.values.index(entry.string("code")),
    }


def goal(entry: Entry, codes: Codes) -> Values:
    """Read a goal."""
    entry.only("code", "title", "text", "spheres_proposed", "measured_by")
    return {
        "title": entry.text("title"),
        "text": entry.text("text"),
        "spheres_proposed": entry.strings("spheres_proposed", choices=SphereCode.values),
        "measured_by": measured_by(entry, codes),
    }


def named(entry: Entry) -> Values:
    """Read what has a code and a name only."""
    entry.only("code", "name")
    return {"name": entry.text("name")}


def contributor(entry: Entry) -> Values:
    """Read who gave ideas."""
    entry.only("code", "kind", "name")
    kind = entry.string("kind", choices=ContributorKind.values)
    return {"kind": kind, "name": entry.text("name")}


def forum(entry: Entry) -> Values:
    """Read where the plan was discussed."""
    entry.only("code", "text")
    return {"name": entry.text("text")}


def indicator(entry: Entry, codes: Codes) -> Values:
    """Read an indicator of the plan."""
    entry.only("code", "name", "kind", "measures_proposed")
    return {
        "name": entry.text("name"),
        "kind": entry.string("kind", choices=IndicatorKind.values),
        "measures": sorted(entry.strings("measures_proposed", choices=codes("measures"))),
    }


def measure(entry: Entry, codes: Codes) -> Values:
    """Read a measure with all its rows; ``codes`` are those it may refer to."""
    entry.only(
        "origins", "code", "slug", "title", "summary", "what", "why", "spheres", "marked_note",
        "goals", "goals_origin", "target_groups", "target_groups_origin", "characteristics",
        "provenance", "provenance_unknown", "developments", "milestones", "budget", "responsible",
        "indicators", "counted_by", "measured_by",
    )  # fmt: skip
    for key in ("milestones", "budget"):
        if entry.entries(key):
            raise entry.error(key, "the city enters these in the office, no file does")
    spheres = entry.entry("spheres")
    spheres.only("heading", "marked", "proposed")
    links = LinkOrigin.values
    return {
        "slug": entry.string("slug"),
        "title": entry.text("title"),
        "summary": entry.text("summary"),
        "what": entry.text("what", required=False),
        "why": entry.text("why", required=False),
        "heading": spheres.string("heading", choices=SphereCode.values),
        "spheres_marked": spheres.strings("marked", choices=SphereCode.values),
        "spheres_proposed": spheres.strings("proposed", choices=SphereCode.values),
        "marked_note": entry.text("marked_note", required=False),
        "goals": sorted(entry.strings("goals", choices=codes("goals"))),
        "goals_origin": entry.string("goals_origin", choices=links, default="proposed"),
        "target_groups": sorted(entry.strings("target_groups", choices=codes("target_groups"))),
        "target_groups_origin": entry.string(
            "target_groups_origin", choices=links, default="proposed"
        ),
        "characteristics": sorted(
            entry.strings("characteristics", choices=codes("characteristics"))
        ),
        "provenance_unknown": entry.flag("provenance_unknown"),
        "responsible": entry.text("responsible", required=False),
        "provenance": [_provenance(row, codes) for row in entry.entries("provenance")],
        "developments": developments(entry),
        "counted_by": [_counted_by(row) for row in entry.entries("counted_by")],
        "measured_by": measured_by(entry, codes),
    }


def measured_by(entry: Entry, codes: Codes) -> list[Values]:
    """Read which indicators of the monitor speak of a goal or of the effect of a measure."""
    found: list[Values] = []
    for row in entry.entries("measured_by"):
        row.only("indicator", "closeness", "origin")
        code = row.string("indicator", choices=codes("monitor_indicators"))
        if any(each["indicator"] == code for each in found):
            raise row.error("indicator", f"“{code}” stands here twice")
        found.append(
            {
                "indicator": code,
                "closeness": row.string("closeness", choices=Closeness.values),
                "origin": row.string(
                    "origin", choices=LinkOrigin.values, default=LinkOrigin.PROPOSED.value
                ),
            }
        )
    return found


def developments(entry: Entry) -> list[Values]:
    """Read what happened since."""
    return [_development(row) for row in entry.entries("developments")]


def _development(entry: Entry) -> Values:
    entry.only("date", "title", "text", "sources", "certainty")
    return {
        "date": entry.string("date", default=""),
        "title": entry.text("title"),
        "text": entry.text("text", required=False),
        "sources": facts.sources(entry),
        "certainty": entry.string("certainty", choices=Certainty.values),
    }


def _provenance(entry: Entry, codes: Codes) -> Values:
    entry.only("contributor", "note", "certainty")
    named = entry.has("contributor")
    return {
        "contributor": entry.string("contributor", choices=codes("contributors"))
        if named
        else None,
        "note": entry.text("note", required=False),
        "certainty": entry.string("certainty", choices=Certainty.values),
    }


def _counted_by(entry: Entry) -> Values:
    entry.only("register", "what")
    return {"register": entry.string("register"), "what": entry.text("what")}
