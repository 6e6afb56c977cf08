"""The plan in one picture: goals by spheres by measures. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from opencity.core.texts import read
from opencity.plan.models import Goal, Measure, Sphere


def picture(
    goals: Sequence[Goal], spheres: Sequence[Sphere], measures: Sequence[Measure]
) -> dict[str, Any]:
    """Return the rows and columns of the picture for the theme's component.

    A measure stands in the row of each of its goals, under the sphere of its heading in the
    document; the marks of its other spheres stand beside it. ``measures`` come from
    ``queries.measures``, with goals and ratings read.
    """
    symbols = {sphere.code: sphere.symbol for sphere in spheres}
    marks = [(measure, mark(measure, symbols)) for measure in measures]
    rows = []
    for goal in goals:
        serving = [(m, its_mark) for m, its_mark in marks if goal in m.goal_list]
        rows.append(_row(goal, spheres, serving))
    if without := [(m, its_mark) for m, its_mark in marks if not m.goal_list]:
        rows.append(_row(None, spheres, without))
    return {"spheres": [_sphere(sphere) for sphere in spheres], "rows": rows}


def _row(
    goal: Goal | None, spheres: Sequence[Sphere], marks: list[tuple[Measure, dict[str, Any]]]
) -> dict[str, Any]:
    cells = [
        {
            "sphere": sphere.code,
            "measures": [its_mark for measure, its_mark in marks if measure.heading == sphere.code],
        }
        for sphere in spheres
    ]
    return {"goal": _goal(goal), "cells": cells}


def _goal(goal: Goal | None) -> dict[str, str]:
    if goal is None:
        return {"code": "", "name": _("Without a goal"), "url": reverse("plan:measures")}
    url = reverse("plan:goal", kwargs={"slug": goal.slug})
    return {"code": goal.code, "name": read(goal.title).text, "url": url}


def _sphere(sphere: Sphere) -> dict[str, str]:
    return {
        "code": sphere.code,
        "symbol": sphere.symbol,
        "name": read(sphere.name).text,
        "url": reverse("plan:sphere", kwargs={"code": sphere.code}),
    }


def mark(measure: Measure, symbols: dict[str, str]) -> dict[str, Any]:
    """Return one measure as a linked mark with its progress and its other spheres."""
    rating = measure.rating
    others = [code for code in measure.spheres_read if code != measure.heading]
    return {
        "code": measure.code,
        "title": read(measure.title).text,
        "url": reverse("plan:measure", kwargs={"slug": measure.slug}),
        "status": rating.value,
        "status_label": str(rating.label),
        "sphere": measure.heading,
        "symbol": symbols.get(measure.heading, ""),
        "others": [{"code": code, "symbol": symbols.get(code, "")} for code in others],
    }
