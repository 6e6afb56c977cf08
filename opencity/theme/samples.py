"""Sample content for the gallery page, from the city's ``brand/gallery.json``."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from opencity.core.templatetags.texts import piece

Sample = dict[str, Any]

STATUS_LABELS = {
    "no_evidence": gettext_lazy("No evidence yet"),
    "not_started": gettext_lazy("Not started"),
    "limited": gettext_lazy("Limited"),
    "substantial": gettext_lazy("Substantial"),
    "complete": gettext_lazy("Complete"),
}


@cache
def samples() -> Sample:
    """Return the city's sample texts."""
    path = settings.CITY.folder / "brand" / "gallery.json"
    content: Sample = json.loads(path.read_text(encoding="utf-8"))
    return content


def sample_picture() -> Sample:
    """Return the sample plan in the shape that the component ``plan-picture`` takes."""
    content = samples()
    spheres = [
        {**sphere, "name": piece(sphere["name"]), "url": "#spheres"}
        for sphere in content["spheres"]
    ]
    rows = [_row(goal, spheres, content["measures"]) for goal in content["goals"]]
    return {"spheres": spheres, "rows": rows}


def _row(goal: Sample, spheres: list[Sample], measures: list[Sample]) -> Sample:
    served = [measure for measure in measures if goal["code"] in measure["goals"]]
    cells = [
        {
            "sphere": sphere["code"],
            "measures": [_mark(m) for m in served if m["sphere"] == sphere["code"]],
        }
        for sphere in spheres
    ]
    return {"goal": {**goal, "name": piece(goal["name"]), "url": "#picture"}, "cells": cells}


def _mark(measure: Sample) -> Sample:
    return {
        **measure,
        "title": piece(measure["title"]),
        "url": "#cards",
        "status_label": STATUS_LABELS[measure["status"]],
    }


class SampleForm(forms.Form):
    """A form that shows every state of a field."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=80)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("We write to you only about this."),
        error_messages={
            "invalid": gettext_lazy("Write a full address, like name@example.org."),
        },
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    idea = forms.CharField(
        label=gettext_lazy("Your idea"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )


def sample_form() -> SampleForm:
    """Return the form as it comes back with a mistake."""
    return SampleForm({"name": gettext("Newcomer"), "email": "name", "language": "en"})
