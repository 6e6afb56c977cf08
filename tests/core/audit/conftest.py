from __future__ import annotations

import pytest

from opencity.core.content.models import LoadedRecord


@pytest.fixture
def target(db) -> LoadedRecord:
    """Return some record of which the log can speak."""
    return LoadedRecord.objects.create(key="target")
