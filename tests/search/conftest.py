from __future__ import annotations

from collections.abc import Iterator

import pytest

from opencity.core.registries import SearchSource, search_sources
from tests.search.sources import SOURCE


@pytest.fixture
def source() -> Iterator[SearchSource]:
    """Groups are findable."""
    search_sources.register(SOURCE)
    yield SOURCE
    search_sources.unregister(SOURCE.name)
