"""Addresses of a page in every language of the site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from opencity.core.texts import languages


def paths_of(name: str, **arguments: Any) -> dict[str, str]:
    """Return the path of a page by language."""
    found = {}
    for code in languages.codes():
        with override(code):
            found[code] = reverse(name, kwargs=arguments)
    return found


def addresses_of(name: str, **arguments: Any) -> dict[str, str]:
    """Return the full address of a page by language, for readers of other sites."""
    return {code: settings.SITE_URL + path for code, path in paths_of(name, **arguments).items()}
