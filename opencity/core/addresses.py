"""Addresses of a page in every language of the site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from opencity.core.texts import languages


def paths_of(name: str, **arguments: Any) -> dict[str, str]:
    """Return the path of a page by language; the languages' paths differ in the first part only."""
    codes = list(languages.codes())
    with override(codes[0]):
        path = reverse(name, kwargs=arguments)
    first = f"/{codes[0]}/"
    if not path.startswith(first):
        return dict.fromkeys(codes, path)
    return {code: f"/{code}/{path.removeprefix(first)}" for code in codes}


def addresses_of(name: str, **arguments: Any) -> dict[str, str]:
    """Return the full address of a page by language, for readers of other sites."""
    return {code: settings.SITE_URL + path for code, path in paths_of(name, **arguments).items()}
