from __future__ import annotations

import pytest
from django.db import connection, transaction

from opencity.core.pagecache import EVERYTHING, touch
from opencity.core.pagecache.counters import marks_of
from opencity.core.pagecache.models import CacheStamp
from opencity.core.pagecache.touches import counters_of_machine

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def fresh():
    counters = counters_of_machine()
    marks = marks_of(["plan"], counters.snapshot())
    return lambda: counters.fresh(marks)


def test_a_touch_counts_with_the_commit(fresh):
    with transaction.atomic():
        touch("plan")
        within = fresh()
    assert (within, fresh()) == (True, False)


def test_a_touch_outside_a_transaction_counts_at_once(fresh):
    touch("plan")
    assert not fresh()


@transaction.atomic
def touch_in_vain() -> None:
    touch("plan")
    raise ZeroDivisionError


def test_a_rollback_touches_nothing(fresh):
    with pytest.raises(ZeroDivisionError):
        touch_in_vain()
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            touch_in_vain()
        touch("texts")
    assert fresh()


def test_everything_includes_every_page(fresh):
    touch(EVERYTHING)
    assert not fresh()


def test_a_key_is_touched_as_it_is_tagged():
    counters = counters_of_machine()
    marks = marks_of(["place:%D0%B0%20b"], counters.snapshot())
    touch("place:а b")
    assert not counters.fresh(marks)


def test_no_keys_touch_nothing_and_write_nothing(fresh):
    touch()
    assert (fresh(), CacheStamp.objects.count()) == (True, 0)


def test_only_postgresql_gets_stamps_for_other_nodes():
    with transaction.atomic():
        touch("plan", "texts")
    stamps = list(CacheStamp.objects.values_list("keys", flat=True))
    assert stamps == (["plan texts"] if connection.vendor == "postgresql" else [])
