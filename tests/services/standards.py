"""The published standards beside the project, for conformance tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings


def folder(name: str) -> Path:
    """Return a folder of published standards, or skip the test that needs it."""
    for parent in Path(settings.BASE).resolve().parents:
        candidate = parent / "shared" / "standards" / name
        if candidate.is_dir():
            return candidate
    pytest.skip(f"needs the published standards in ../shared/standards/{name}")
