"""Ways on from a service into parts of the site that a city may have left out."""

from __future__ import annotations

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from opencity.core.texts import languages


def address(name: str, **arguments: str) -> str:
    """Return the address of a page by its name, empty where the site has no such page."""
    try:
        return reverse(name, kwargs=arguments)
    except NoReverseMatch:
        return ""


def path(*parts: str) -> str:
    """Return an address under the page's language, empty where nothing answers it."""
    found = "/".join(["", languages.current(), *parts, ""])
    try:
        resolve(found)
    except Resolver404:
        return ""
    return found
