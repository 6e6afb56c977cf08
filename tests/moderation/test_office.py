from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext

from opencity.accounts.roles import Role
from opencity.moderation import actions
from opencity.moderation.enums import State
from opencity.moderation.models import Feedback, PublicAnswer
from tests.moderation.conftest import CODE, KIND
from tests.plan.people import person

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def row(thing) -> Feedback:
    return actions.receive(
        kind=KIND, code=CODE, language="ar", problem="facts", text="الرسوم <b>خطأ</b>",
        email="me@x.example", seconds=60,
    )  # fmt: skip


def test_officer_reads_answers_and_publishes(row, editor):
    client = signed_in(editor)
    address = reverse("moderation_office:feedback", kwargs={"pk": row.pk})

    listed = client.get(reverse("moderation_office:index")).content.decode()
    shown = client.get(address).content.decode()
    client.post(address, {"do": "answer", "text": "شكراً"})
    answer = client.post(address, {"do": "publish", "text": ""})

    assert "الرسوم &lt;b&gt;خطأ&lt;/b&gt;" in listed
    assert "me@x.example" not in shown
    row.refresh_from_db()
    assert (row.state, row.answer) == (State.ANSWERED, "شكراً")
    draft = PublicAnswer.objects.get()
    assert str(draft.pk) in answer.headers["Location"]
    assert client.get(answer.headers["Location"]).status_code == 200


def test_unanswered_message_cannot_be_published_and_says_so(row, editor):
    client = signed_in(editor)
    address = reverse("moderation_office:feedback", kwargs={"pk": row.pk})

    shown = client.post(address, {"do": "publish", "text": "half an answer"}).content.decode()

    assert gettext("Answer the message first.") in shown
    assert "half an answer" in shown
    assert PublicAnswer.objects.count() == 0


def test_who_has_no_part_in_it_sees_no_message(row):
    client = signed_in(person(Role.MEASURE_OWNER))

    for name, arguments in (("index", {}), ("feedback", {"pk": row.pk})):
        answer = client.get(reverse(f"moderation_office:{name}", kwargs=arguments))
        assert answer.status_code in (302, 403)
    client.post(reverse("moderation_office:feedback", kwargs={"pk": row.pk}), {"do": "close"})
    row.refresh_from_db()
    assert row.state == State.NEW


def test_reader_cannot_decide(row):
    client = signed_in(person(Role.TRANSLATOR))
    address = reverse("moderation_office:feedback", kwargs={"pk": row.pk})

    assert client.get(address).status_code == 200
    client.post(address, {"do": "close"})
    row.refresh_from_db()
    assert row.state == State.NEW


def test_list_takes_as_many_queries_for_many_as_for_one(row, editor):
    client, index = signed_in(editor), reverse("moderation_office:index")

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(index)
        return len(found)

    count()
    one = count()
    for number in range(5):
        actions.receive(
            kind=KIND, code=CODE, language="en", problem="other", text=f"word {number}", seconds=60
        )
    assert count() == one
