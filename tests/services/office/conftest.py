from __future__ import annotations

from tests.plan.office.conftest import desk

__all__ = ["desk"]
