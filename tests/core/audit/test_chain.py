"""Every entry of the log vouches for the one before it; whoever changes the past is found out."""

from __future__ import annotations

import datetime
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencity.core.audit import Broken, broken_links, record
from opencity.core.audit.chain import entry_hash
from opencity.core.audit.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def five(target) -> list[AuditEntry]:
    AuditEntry.objects.all().delete()
    actor = get_user_model().objects.create_user("ana@city.example")
    AuditEntry.objects.all().delete()
    for number in range(5):
        record(actor=actor, action="test.write", target=target, detail={"number": number})
    return list(AuditEntry.objects.all())


def check() -> str:
    """Return what ``opencity check --audit`` says, and that it fails when something is wrong."""
    told, complaints = StringIO(), StringIO()
    try:
        call_command("check", audit=True, stdout=told, stderr=complaints)
    except CommandError as error:
        return complaints.getvalue() + str(error)
    return told.getvalue()


def test_entry_says_who_did_what_to_what(target):
    actor = get_user_model().objects.create_user("ana@city.example")
    day = datetime.date(2026, 1, 31)

    entry = record(actor=actor, action="test.write", target=target, detail={"day": day})

    assert (entry.actor, entry.action) == (f"user:{actor.pk}", "test.write")
    assert (entry.target_model, entry.target_id) == ("core.loadedrecord", str(target.pk))
    assert AuditEntry.objects.get(pk=entry.pk).detail == {"day": "2026-01-31"}
    assert record(actor=None, action="test.write", target=target).actor == ""


def test_chain_of_many_writes_holds(five):
    assert [entry.number for entry in five] == [1, 2, 3, 4, 5]
    assert five[0].previous_hash == ""
    assert [entry.previous_hash for entry in five[1:]] == [entry.hash for entry in five[:-1]]
    assert list(broken_links()) == []
    assert check() == "audit log: 5 entries, chain unbroken\n"


def test_entry_of_a_write_that_was_taken_back_leaves_no_gap(five, target):
    with transaction.atomic():
        record(actor=None, action="test.undone", target=target)
        transaction.set_rollback(True)
    record(actor=None, action="test.write", target=target)

    assert check() == "audit log: 6 entries, chain unbroken\n"


@pytest.mark.parametrize(
    "changed",
    [
        {"actor": "user:999"},
        {"action": "test.other"},
        {"target_id": "999"},
        {"target_model": "plan.measure"},
        {"detail": {"number": 99}},
        {"at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)},
    ],
)
def test_altered_entry_is_found(five, changed):
    AuditEntry.objects.filter(number=3).update(**changed)

    assert list(broken_links()) == [Broken(3, "its content was altered")]
    assert check() == (
        "audit entry 3: its content was altered\nthe audit log is broken in 1 places"
    )


def test_altered_entry_with_a_new_hash_of_its_own_is_found(five):
    five[2].action = "test.other"
    AuditEntry.objects.filter(number=3).update(action="test.other", hash=entry_hash(five[2]))

    assert check() == (
        "audit entry 4: it does not continue the entry before it\n"
        "the audit log is broken in 1 places"
    )


@pytest.mark.parametrize(("gone", "told"), [([1], "1 to 1"), ([3], "3 to 3"), ([2, 3], "2 to 3")])
def test_deleted_entries_are_found(five, gone, told):
    AuditEntry.objects.filter(number__in=gone).delete()

    assert check() == (
        f"audit entry {gone[0]}: entries {told} are missing\nthe audit log is broken in 1 places"
    )


def test_deleted_entry_is_found_when_the_numbers_close_up(five):
    AuditEntry.objects.filter(number=3).delete()
    AuditEntry.objects.filter(number=4).update(number=3)
    AuditEntry.objects.filter(number=5).update(number=4)

    assert [link.number for link in broken_links()] == [3, 3, 4]


def test_inserted_entry_is_found(five):
    AuditEntry.objects.filter(number=5).update(number=6)
    AuditEntry.objects.filter(number=4).update(number=5)
    false = five[2]
    false.pk, false.number = None, 4
    false.hash = entry_hash(false)
    AuditEntry.objects.bulk_create([false])

    assert [link.number for link in broken_links()] == [4, 5, 5, 6]


def test_entries_that_changed_places_are_found(five):
    AuditEntry.objects.filter(number=2).update(number=99)
    AuditEntry.objects.filter(number=3).update(number=2)
    AuditEntry.objects.filter(number=99).update(number=3)

    assert check().endswith("the audit log is broken in 5 places")


def test_written_entry_is_neither_changed_nor_deleted(five):
    with pytest.raises(TypeError, match="never changed"):
        five[0].save()
    with pytest.raises(TypeError, match="never deleted"):
        five[0].delete()


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(st.sampled_from("аб12"), max_size=3), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(detail=st.dictionaries(st.text(st.sampled_from("abc"), max_size=3), _values, max_size=3))
def test_any_details_come_back_from_the_database_as_they_were_hashed(target, detail):
    record(actor=None, action="test.write", target=target, detail=detail)

    assert list(broken_links()) == []
