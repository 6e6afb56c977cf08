from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from opencity.core.errors import require


class Actor:
    def has_perm(self, permission: str) -> bool:
        return permission == "plan.add_goal"


def test_actor_with_the_permission_and_the_system_itself_may_go_on():
    assert require(Actor(), "plan.add_goal") is None
    assert require(None, "plan.add_planversion") is None


def test_actor_without_the_permission_is_refused():
    with pytest.raises(PermissionDenied):
        require(Actor(), "plan.add_planversion")
