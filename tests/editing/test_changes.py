from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import override

from opencity.accounts.roles import Role
from opencity.core.errors import DomainError
from opencity.core.models import AuditEntry, OutgoingMail
from opencity.editing import queries
from opencity.editing.actions import answer_change, ask_for_change
from opencity.editing.enums import ChangeState
from opencity.editing.queries.changes import waiting_for
from tests.editing.factories import contact, person, place

pytestmark = pytest.mark.django_db

TEXT = "The number has changed to 02 123."


def mails() -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


@pytest.mark.both_databases
def test_owner_is_asked_and_answers():
    editor, owner = person(Role.EDITOR), person(Role.EDITOR, "owner")
    row = contact(owner=owner)
    change = ask_for_change(actor=editor, row=row, text=TEXT, due_on=timezone.localdate())

    assert list(queries.pending_changes(row)) == [change]
    assert list(waiting_for(owner)) == [change]
    assert list(waiting_for(editor)) == []
    change = answer_change(actor=owner, request=change, state=ChangeState.ACCEPTED)
    change = answer_change(actor=owner, request=change, state=ChangeState.DONE, answer="Thanks")
    assert (change.state, change.answer, change.answered_by) == ("done", "Thanks", owner)
    assert list(queries.pending_changes(row)) == []
    with override("en"):
        name = str(row)
    assert mails() == [
        ("owner@city.example", f"Change asked for: {name}"),
        ("editor@city.example", f"Your change is accepted: {name}"),
        ("editor@city.example", f"Your change is done: {name}"),
    ]
    assert [each.action for each in AuditEntry.objects.all()] == [
        "editing.ask_for_change", "editing.answer_change", "editing.answer_change",
    ]  # fmt: skip


def test_unit_is_asked_about_a_record_that_nobody_owns_each_in_their_language():
    editor = person(Role.EDITOR)
    person(Role.INTEGRATION_UNIT, "iva", language="en")
    unit = person(Role.INTEGRATION_UNIT, "unit", language="en")
    change = ask_for_change(actor=editor, row=place(), text=TEXT)

    assert [to for to, _subject in mails()] == ["iva@city.example", "unit@city.example"]
    body = OutgoingMail.objects.first().body
    assert TEXT in body
    assert f"http://127.0.0.1:8000/office/due/changes/{change.pk}/" in body
    assert list(waiting_for(unit)) == [change]


def test_only_who_is_asked_answers():
    editor, other = person(Role.EDITOR), person(Role.EDITOR, "other")
    change = ask_for_change(actor=editor, row=place(owner=other), text=TEXT)
    with pytest.raises(PermissionDenied):
        answer_change(actor=editor, request=change, state=ChangeState.DONE)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (ChangeState.DONE, ChangeState.ACCEPTED),
        (ChangeState.DECLINED, ChangeState.DONE),
        (ChangeState.ACCEPTED, ChangeState.ACCEPTED),
    ],
)
def test_steps_go_forward_only(first, then):
    change = ask_for_change(actor=None, row=place(), text=TEXT)
    answer_change(actor=None, request=change, state=first, answer="because")
    with pytest.raises(DomainError):
        answer_change(actor=None, request=change, state=then, answer="because")


def test_what_cannot_be_asked_or_answered_is_said():
    row, translator = place(), person(Role.MEASURE_OWNER)
    with pytest.raises(PermissionDenied):
        ask_for_change(actor=translator, row=row, text=TEXT)
    with pytest.raises(DomainError):
        ask_for_change(actor=None, row=row, text=" ")
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(DomainError):
        ask_for_change(actor=None, row=row, text=TEXT, due_on=yesterday)
    change = ask_for_change(actor=None, row=row, text=TEXT)
    with pytest.raises(DomainError):
        answer_change(actor=None, request=change, state=ChangeState.DECLINED)
