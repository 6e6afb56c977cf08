"""What every page's frame needs to know; costs no database query and nothing until it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url

from opencity.core.registries import Label, MenuEntry, menu_entries
from opencity.core.texts import languages, read

# Menu entries from this order on stand in the footer only, e.g. about, open data, accessibility.
FOOTER_ORDER = 900


@dataclass(frozen=True)
class LanguageLink:
    """The same page in one of the site's languages."""

    code: str
    name: str
    direction: str
    path: str
    url: str
    current: bool


@dataclass(frozen=True)
class MenuItem:
    """An entry of the menu; ``current`` when it is the nearest one to the page in the path."""

    label: Label
    path: str
    current: bool


class Frame:
    """The frame of one page, in the language and for the address of a request."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def language(self) -> str:
        """Return the code of the page's language."""
        return languages.current()

    @cached_property
    def direction(self) -> str:
        """Return ``rtl`` or ``ltr``."""
        return languages.direction(self.language)

    @cached_property
    def home(self) -> str:
        """Return the path of the home page in the page's language."""
        return f"/{self.language}/"

    @cached_property
    def city(self) -> str:
        """Return the city's name in the page's language."""
        return read(settings.CITY.name).text

    @cached_property
    def authority(self) -> str:
        """Return the name of the authority that answers for the site."""
        return read(settings.CITY.authority).text

    @cached_property
    def site_url(self) -> str:
        """Return the address of the site, without a slash at the end."""
        return settings.SITE_URL

    @cached_property
    def canonical(self) -> str:
        """Return the full address of the page without parameters."""
        return self.site_url + self._request.path

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """Return the page in every language; where it has no address, the home pages."""
        return [self._link(code) for code in languages.codes()]

    @cached_property
    def source_url(self) -> str:
        """Return the full address of the page in the city's source language."""
        return self.site_url + self._path(languages.source_language())

    @cached_property
    def menu(self) -> list[MenuItem]:
        """Return the main menu in its order."""
        return self._items(entry for entry in menu_entries if entry.order < FOOTER_ORDER)

    @cached_property
    def footer(self) -> list[MenuItem]:
        """Return the links that stand in the footer only."""
        return self._items(entry for entry in menu_entries if entry.order >= FOOTER_ORDER)

    @cached_property
    def help(self) -> str:
        """Return the path of the page for people in need, empty where there is none."""
        entry = menu_entries.get("help")
        return reverse(entry.url_name) if entry else ""

    def _items(self, entries: Iterable[MenuEntry]) -> list[MenuItem]:
        ordered = sorted(entries, key=lambda entry: entry.order)
        found = [(entry.label, reverse(entry.url_name)) for entry in ordered]
        above = [path for _, path in found if self._is_at_or_below(path)]
        nearest = max(above, key=len, default=None)
        return [MenuItem(label, path, path == nearest) for label, path in found]

    def _is_at_or_below(self, path: str) -> bool:
        here = self._request.path
        return here == path if path == self.home else here.startswith(path)

    def _path(self, code: str) -> str:
        if self._request.resolver_match is None:
            return f"/{code}/"
        return translate_url(self._request.path, code)

    def _link(self, code: str) -> LanguageLink:
        path, parameters = self._path(code), self._request.GET
        query = f"?{parameters.urlencode()}" if parameters else ""
        return LanguageLink(
            code=code,
            name=languages.name(code),
            direction=languages.direction(code),
            path=path + query,
            url=self.site_url + path,
            current=code == self.language,
        )


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Give every template ``frame``: language, addresses, menu and names of the city."""
    return {"frame": Frame(request)}
