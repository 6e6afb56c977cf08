from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from opencity.core.registries import countable_registers, place_uses
from tests.services.factories import ServiceFactory, whole_service

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def count(name: str, start=None, end=None) -> int:
    register = countable_registers.get(name)
    assert register is not None
    return register.count("A07", start, end)


def test_published_services_are_counted_by_their_first_publication():
    ServiceFactory()
    ServiceFactory(live=False)
    now = timezone.now()
    assert count("services") == 1
    assert (count("services", now - DAY, now + DAY), count("services", None, now - DAY)) == (1, 0)


def test_checked_are_those_that_need_no_look_yet():
    today = timezone.localdate()
    ServiceFactory()
    ServiceFactory(verified_on=today)
    ServiceFactory(verified_on=today - 9 * DAY, review_after=today + DAY)
    ServiceFactory(verified_on=today - 9 * DAY, review_after=today)
    now = timezone.now()
    assert count("services-checked") == 2
    assert count("services-checked", now - DAY, now + DAY) == 1


def test_office_shows_what_is_done_there():
    service = whole_service()
    uses = place_uses.get("services")
    assert uses is not None
    office = service.places.get()
    assert [row.code for row in uses.rows(office)] == [service.code]
