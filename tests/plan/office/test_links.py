"""An editor links a goal to indicators on its form, and nothing half-written stays behind."""

from __future__ import annotations

import pytest

from opencity.accounts.roles import Role
from opencity.plan import models
from tests.accounts.factories import officer
from tests.monitor.factories import indicator
from tests.plan.factories import GoalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(desk):
    return desk(officer("unit@example.org", Role.INTEGRATION_UNIT))


def linked(form, *keys: int) -> None:
    """Fill in the rows of the form, as the button for another row does."""
    form["measured_by-TOTAL_FORMS"] = str(len(keys))
    for place, key in enumerate(keys):
        start = f"measured_by-{place}"
        form[f"{start}-indicator"] = str(key)
        form[f"{start}-closeness"] = "proxy"
        form[f"{start}-origin"] = "document"
        form[f"{start}-ORDER"], form[f"{start}-DELETE"] = str(place + 1), ""
        form[f"{start}-id"] = ""


def test_link_is_drafted_and_published_with_the_goal(unit):
    goal, row = GoalFactory(), indicator()
    form = unit.open(goal)
    linked(form, row.pk)

    unit.send(goal, form)
    assert models.GoalIndicator.objects.count() == 0
    unit.send(goal, unit.open(goal), action="publish")

    found = models.GoalIndicator.objects.get()
    assert (found.goal, found.indicator, found.closeness) == (goal, row, "proxy")
    assert found.origin == "document"


def test_the_same_indicator_twice_is_refused_in_words(unit):
    goal, row = GoalFactory(), indicator()
    form = unit.open(goal)
    linked(form, row.pk, row.pk)

    answer = unit.send(goal, form, action="publish")

    assert answer.status_code == 200
    assert "Please correct the duplicate" in answer.content.decode()
    assert models.GoalIndicator.objects.count() == 0


def test_who_maps_what_answers_the_plans_own_indicators(unit):
    from opencity.monitor.models import Mapping
    from tests.monitor.factories import domain

    row, asked = indicator(), domain("plan-i1")
    form = unit.open(Mapping, "add")

    unit.send(Mapping, form, "add", indicator=str(row.pk), domain=str(asked.pk), closeness="exact")

    assert Mapping.objects.get().domain == asked
