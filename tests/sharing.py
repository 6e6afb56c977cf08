"""A pytest plugin: tests that share the running site stay in one process, so that it starts once.

It does what ``--dist loadgroup`` of pytest-xdist promises, which finds no groups with pytest 9.
"""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

_SITE = "tests/journeys/"


class SharedSite(LoadScopeScheduling):
    """Gives out single tests, but the journeys as a whole and first."""

    def _split_scope(self, nodeid: str) -> str:
        return _SITE if nodeid.startswith(_SITE) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Share the tests out our way, whatever ``--dist`` says."""
    return SharedSite(config, log)
