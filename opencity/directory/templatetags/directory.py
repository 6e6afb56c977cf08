"""Template filters of the directory."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.translation import get_language_info

from opencity.core.texts import languages

register = template.Library()


@register.filter
def spoken(codes: Iterable[str]) -> list[dict[str, str]]:
    """Return languages by their own names, as somebody who speaks one looks for it."""
    return [
        {"code": code, "name": _own_name(code), "direction": languages.direction(code)}
        for code in codes
    ]


def _own_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code
