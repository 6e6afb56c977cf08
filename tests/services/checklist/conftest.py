from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from django.utils import timezone, translation


@pytest.fixture(autouse=True)
def fifteenth_of_june(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be 15 June 2027, a Tuesday."""
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2027, 6, 15))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield
