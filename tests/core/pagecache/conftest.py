from __future__ import annotations

from pathlib import Path

import pytest

from opencity.core.pagecache.counters import Counters


@pytest.fixture
def counters(tmp_path: Path) -> Counters:
    return Counters(tmp_path / "counters")
