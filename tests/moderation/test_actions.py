from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from opencity.accounts.roles import Role
from opencity.core.audit.models import AuditEntry
from opencity.core.errors import DomainError
from opencity.core.outbox.models import OutgoingMail
from opencity.moderation import actions, queries, rules
from opencity.moderation.enums import State
from opencity.moderation.models import Feedback, PublicAnswer, SenderContact, Vote
from tests.moderation.conftest import CODE, KIND
from tests.plan.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def send(**values) -> Feedback:
    given = {"problem": "facts", "text": "The fee is wrong.", "email": "me@x.example"} | values
    return actions.receive(kind=KIND, code=CODE, language="en", seconds=30, **given)


def mails() -> list[tuple[str, str]]:
    return sorted(OutgoingMail.objects.values_list("to", "key"))


def test_message_lands_with_the_owner_and_the_sender_gets_the_link(thing, editor):
    row = send()

    assert (row.owner, row.state, row.is_suspicious) == (editor, State.NEW, False)
    assert mails() == [
        ("editor@city.example", f"feedback-{row.pk}-owner"),
        ("me@x.example", f"feedback-{row.pk}-receipt"),
    ]
    assert row.token in OutgoingMail.objects.get(to="me@x.example").body
    assert "me@x.example" not in str(AuditEntry.objects.latest("number").detail)


def test_what_looks_like_spam_is_kept_and_wakes_nobody(thing):
    row = send(text="http://a http://b http://c buy now")

    assert (row.is_suspicious, mails()) == (True, [])


def test_nothing_can_be_said_of_what_is_not_there(thing):
    with pytest.raises(DomainError):
        actions.receive(kind=KIND, code="T2", language="en", problem="other", text="Where is it?")
    assert Feedback.objects.count() == 0


def test_answer_reaches_the_status_page_and_the_sender(thing, editor):
    row = actions.answer(actor=editor, pk=send().pk, text=" Thank you, corrected. ")

    assert (row.state, row.answer, row.answered_by) == (
        State.ANSWERED, "Thank you, corrected.", editor,
    )  # fmt: skip
    assert SenderContact.objects.get().erase_after == timezone.localdate() + datetime.timedelta(30)
    assert [key.split("-")[2] for to, key in mails() if to == "me@x.example"] == [
        "answer", "receipt",
    ]  # fmt: skip


def test_an_empty_answer_is_none(thing, editor):
    row = send()

    with pytest.raises(DomainError):
        actions.answer(actor=editor, pk=row.pk, text="  ")
    assert Feedback.objects.get().state == State.NEW


@pytest.mark.parametrize("do", [actions.take, actions.close, actions.mark_as_spam])
def test_who_may_only_read_changes_nothing(thing, do):
    row = send()

    with pytest.raises(PermissionDenied):
        do(actor=person(Role.TRANSLATOR), pk=row.pk)
    assert Feedback.objects.get().state == State.NEW


def test_sender_takes_everything_back(thing):
    row = send()

    actions.withdraw(token=row.token)

    row.refresh_from_db()
    assert (row.text, row.erased_at is not None) == ("", True)
    assert SenderContact.objects.count() == 0
    assert [to for to, _key in mails()] == ["editor@city.example"]
    with pytest.raises(DomainError):
        actions.withdraw(token=row.token)


def test_erased_message_is_beyond_the_officers(thing, editor):
    row = send()
    actions.withdraw(token=row.token)

    with pytest.raises(DomainError):
        actions.answer(actor=editor, pk=row.pk, text="But why?")
    assert list(queries.feedback_for(editor)) == []


def test_published_answer_starts_as_a_draft_without_the_sender(thing, editor):
    row = actions.answer(actor=editor, pk=send().pk, text="It is 5 euro.")

    draft = actions.publish_answer(actor=editor, pk=row.pk)

    assert (draft.live, draft.question["en"], draft.answer["bg"]) == (
        False, "The fee is wrong.", "It is 5 euro.",
    )  # fmt: skip
    assert queries.public_answers(KIND, CODE) == []
    draft.get_latest_revision().publish()
    assert queries.public_answers(KIND, CODE) == [PublicAnswer.objects.get()]


def test_time_erases_addresses_and_messages(thing):
    old, new = send(), send(email="")
    SenderContact.objects.update(erase_after=timezone.localdate() - datetime.timedelta(days=1))
    Feedback.objects.filter(pk=old.pk).update(
        created_at=timezone.now() - rules.KEEP_TEXT - datetime.timedelta(days=1)
    )

    actions.erase_what_is_old()

    assert SenderContact.objects.count() == 0
    texts = dict(Feedback.objects.values_list("pk", "text"))
    assert texts == {old.pk: "", new.pk: "The fee is wrong."}


@pytest.mark.django_db(transaction=True)
def test_no_vote_of_many_at_once_is_lost(thing):
    def cast(number: int) -> None:
        try:
            actions.vote(kind=KIND, code=CODE, language="en", helpful=number % 2 == 0)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(cast, range(12)))

    assert Vote.objects.count() == 1
    assert queries.votes_of(KIND, CODE) == {"helpful": 6, "unhelpful": 6}
