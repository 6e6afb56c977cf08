"""The tag that shows what other apps add to the page of a thing."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from opencity.core.registries import subject_panels

register = template.Library()


@register.simple_tag(takes_context=True)
def subject_panels_of(context: dict[str, Any], kind: str, code: str) -> SafeString:
    """Show the panels of a thing, such as the question whether its page was helpful."""
    frame = {"frame": context.get("frame")}
    shown = [
        render_to_string(panel.template, {**frame, **panel.context(kind, code)})
        for panel in subject_panels
    ]
    return mark_safe("".join(shown))  # noqa: S308  # rendered templates, escaped there
