from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from opencity.accounts.roles import Role
from opencity.core.models import OutgoingMail
from opencity.editing.actions import ask_for_change, write_digests
from tests.editing.factories import contact, person, place

pytestmark = pytest.mark.django_db

OLD = date(2020, 1, 1)


@pytest.fixture
def monday(monkeypatch: pytest.MonkeyPatch):
    day = date(2026, 3, 2)
    monkeypatch.setattr(timezone, "localdate", lambda *args: day)

    def go_to(days: int) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *args: day + timedelta(days))

    return go_to


@pytest.mark.both_databases
def test_owner_gets_one_mail_a_week_that_lists_what_is_due(monday):
    ana = person(Role.EDITOR, "ana")
    person(Role.EDITOR, "idle")
    row = place(owner=ana, review_after=OLD)
    contact(owner=ana, review_after=date(2030, 1, 1))
    write_digests()
    monday(6)
    write_digests()
    mail = OutgoingMail.objects.get()

    assert (mail.to, mail.subject) == ("ana@city.example", "1 record to look at again")
    assert mail.key == f"digest:{ana.pk}:2026-W10"
    assert f"Place o1 (office or place, {OLD:%d}" in mail.body
    assert f"http://127.0.0.1:8000/office/snippets/directory/place/edit/{row.pk}/" in mail.body
    assert "http://127.0.0.1:8000/office/due/" in mail.body
    monday(7)
    write_digests()
    assert OutgoingMail.objects.count() == 2


def test_mail_is_in_the_owners_language_and_names_changes_asked_for(monday):
    ana = person(Role.EDITOR, "ana", language="en")
    row = contact(owner=ana)
    ask_for_change(actor=None, row=row, text="Another number")
    OutgoingMail.objects.all().delete()
    write_digests()
    mail = OutgoingMail.objects.get()

    assert (mail.subject, mail.language) == ("Changes asked of you", "en")
    assert "Another number" in mail.body


def test_nobody_who_left_is_written_to(monday):
    gone = person(Role.EDITOR, "gone", is_active=False)
    place(owner=gone, review_after=OLD)

    assert write_digests() == 0


def test_long_lists_are_cut_and_say_how_much_more(monday):
    ana = person(Role.EDITOR, "ana")
    for number in range(27):
        contact(f"c{number}", owner=ana, review_after=OLD)
    write_digests()
    mail = OutgoingMail.objects.get()

    assert mail.subject == "27 records to look at again"
    assert mail.body.count("/edit/") == 25
    assert "and 2 more" in mail.body
