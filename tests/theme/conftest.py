from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from opencity.core.registries import MenuEntry, Registry


@pytest.fixture(autouse=True)
def _small_site(settings: Settings) -> None:
    """Pages of the theme alone."""
    settings.ROOT_URLCONF = "tests.theme.urls"
    settings.SITE_URL = "https://city.example"


@pytest.fixture(autouse=True)
def menu(monkeypatch: pytest.MonkeyPatch) -> Registry[MenuEntry]:
    """A menu of its own for each test."""
    entries: Registry[MenuEntry] = Registry("menu entry")
    monkeypatch.setattr("opencity.theme.context.menu_entries", entries)
    return entries
