"""A measure is counted by registers of other apps, and honestly not counted without one."""

from __future__ import annotations

import pytest

from opencity.core.registries import CountableRegister, countable_registers
from opencity.plan.models import Measure
from tests.plan.factories import whole_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure():
    whole_plan()
    return Measure.objects.get()


def test_without_a_register_nothing_is_counted(client, measure):
    page = client.get(f"/en/plan/measures/{measure.slug}/").content.decode()

    assert "Counted 0 en" in page
    assert "Not counted yet" in page


def test_register_counts_for_the_measure_and_links_to_its_rows(client, measure):
    asked = []

    def count(code, start, end):
        asked.append((code, start, end))
        return 7

    register = CountableRegister(
        "register-0", "Events", "events", count, lambda code: f"/en/events/?measure={code}"
    )
    countable_registers.register(register)
    try:
        page = client.get(f"/en/plan/measures/{measure.slug}/").content.decode()
    finally:
        countable_registers.unregister("register-0")

    assert f'<a href="/en/events/?measure={measure.code}">7</a>' in page
    assert asked == [(measure.code, None, None)]
