from __future__ import annotations

import datetime

import pytest
from django.utils import timezone


@pytest.fixture(autouse=True)
def fifteenth_of_june(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be 15 June 2027, a Tuesday."""
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2027, 6, 15))
