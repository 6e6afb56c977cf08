from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def shelves(settings, tmp_path):
    """Each test has shelves of its own."""
    settings.DATA = tmp_path
    settings.SITE_URL = "https://city.example"
    return tmp_path / "packs"
