from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from opencity.accounts.roles import Role
from opencity.core.errors import DomainError
from opencity.core.models import AuditEntry
from opencity.core.registries import reviewed_kinds
from opencity.core.verified import Verified
from opencity.directory.models import EditorBinding
from opencity.editing.actions import confirm_checked
from tests.editing.factories import contact, district, draft, organisation, person, place, service

pytestmark = pytest.mark.django_db

OLD = date(2020, 1, 1)


def dates(row) -> tuple:
    return row.verified_on, row.verified_by_id, row.review_after


def test_every_kind_of_verified_record_is_looked_after():
    verified = {m for m in apps.get_models() if issubclass(m, Verified)}

    assert {kind.model for kind in reviewed_kinds} == verified


@pytest.mark.both_databases
def test_check_is_noted_on_the_public_row_and_on_the_draft_whose_changes_stay_a_draft():
    editor = person(Role.EDITOR)
    row = draft(place(review_after=OLD), name={"bg": "Ново име"})
    waiting = row.latest_revision_id
    confirm_checked(actor=editor, rows=[row])
    row.refresh_from_db()
    today = timezone.localdate()
    noted = (today, editor.pk, today + timedelta(days=180))
    latest = row.get_latest_revision_as_object()

    assert dates(row) == dates(latest) == dates(row.live_revision.as_object()) == noted
    assert (row.name["bg"], latest.name["bg"]) == ("Място o1", "Ново име")
    assert (row.latest_revision_id, row.has_unpublished_changes) == (waiting, True)
    entry = AuditEntry.objects.get(action="editing.confirm_checked")
    assert entry.detail == {"review_after": str(noted[2]), "before": None}


@pytest.mark.both_databases
def test_several_kinds_at_once_and_a_typed_date():
    unit = person(Role.INTEGRATION_UNIT)
    again = timezone.localdate() + timedelta(days=10)
    rows = [contact(), service(), organisation()]

    assert confirm_checked(actor=unit, rows=rows, review_after=again) == 3
    for row in rows:
        row.refresh_from_db()
    assert {dates(row) for row in rows} == {(timezone.localdate(), unit.pk, again)}


@pytest.mark.parametrize("days", [0, -1, 5 * 366 + 1])
def test_date_that_makes_no_sense_is_refused(days):
    with pytest.raises(DomainError):
        confirm_checked(
            actor=None, rows=[contact()], review_after=timezone.localdate() + timedelta(days)
        )


def test_editor_confirms_a_contact_only_as_its_owner():
    editor = person(Role.EDITOR)
    theirs, mine = contact(), contact("c2", owner=editor)
    with pytest.raises(PermissionDenied):
        confirm_checked(actor=editor, rows=[mine, theirs])
    confirm_checked(actor=editor, rows=[mine])
    mine.refresh_from_db()

    assert mine.verified_by == editor


def test_bound_editor_confirms_records_of_the_own_district_only():
    editor = person(Role.EDITOR)
    here, there = district("1"), district("2")
    EditorBinding.objects.create(user=editor, district=here)
    ours, theirs = place("o1", district=here), place("o2", district=there)

    assert confirm_checked(actor=editor, rows=[ours]) == 1
    with pytest.raises(PermissionDenied):
        confirm_checked(actor=editor, rows=[theirs])


def test_locked_record_waits():
    row = place()
    type(row).objects.filter(pk=row.pk).update(locked=True, locked_by=person(Role.REVIEWER))
    with pytest.raises(DomainError):
        confirm_checked(actor=person(Role.EDITOR), rows=[row])
