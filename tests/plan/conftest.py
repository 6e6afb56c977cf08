from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_cache(request):
    if "db" in request.fixturenames:
        cache.clear()
