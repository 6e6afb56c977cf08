from __future__ import annotations

import time

import pytest
from django.core import signing
from django.urls import reverse

from opencity.moderation.models import Feedback, Vote
from tests.moderation.conftest import CODE, KIND

pytestmark = pytest.mark.django_db

WRITE = f"/en/feedback/{KIND}/{CODE}/"


def opened(seconds_ago: float = 60) -> str:
    return signing.dumps(round(time.time() - seconds_ago), salt="moderation.opened")


def message(**values) -> dict[str, str]:
    return {"problem": "place", "text": "It has moved.", "opened": opened(), **values}


def test_message_is_sent_without_an_account_and_its_page_shows_the_answer(client, thing):
    page = client.get(WRITE)
    answer = client.post(WRITE, message(), follow=True)
    row = Feedback.objects.get()

    assert (page.status_code, page.headers["X-Robots-Tag"]) == (200, "noindex")
    assert answer.redirect_chain == [(f"/en/feedback/status/{row.token}/", 302)]
    assert "It has moved." in answer.content.decode()
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    Feedback.objects.update(answer="<b>Corrected.</b>", state="closed", answered_at=row.created_at)
    assert (
        "&lt;b&gt;Corrected.&lt;/b&gt;" in client.get(answer.redirect_chain[0][0]).content.decode()
    )


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"text": ""}, "Your message"),
        ({"text": "?!?!?!"}, "Your message"),
        ({"text": "x" * 3001}, "Your message"),
        ({"problem": "nonsense"}, "What is it about?"),
        ({"email": "me"}, "Your e-mail address"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_lost(client, thing, values, named):
    sent = message(text="Пише грешен адрес") | values

    answer = client.post(WRITE, sent)
    shown = answer.content.decode()

    assert (answer.status_code, Feedback.objects.count()) == (422, 0)
    assert f"<li>{named}: " in shown
    assert values.get("text", "Пише грешен адрес") in shown


@pytest.mark.parametrize("stamp", ["", "nonsense", None])
def test_form_that_is_too_old_is_sent_again_with_everything_in_it(client, thing, stamp):
    old = opened(seconds_ago=25 * 3600) if stamp is None else stamp
    answer = client.post(WRITE, message(opened=old))

    assert (answer.status_code, Feedback.objects.count()) == (422, 0)
    again = answer.context["form"]["opened"].value()
    assert client.post(WRITE, message(opened=again)).status_code == 302


def test_program_that_fills_in_everything_is_thanked_and_not_heard(client, thing):
    answer = client.post(WRITE, message(website="https://buy.example"))

    assert answer.headers["Location"] == f"{WRITE}thanks/"
    assert Feedback.objects.count() == 0


def test_one_place_sends_ten_messages_an_hour(client, thing):
    statuses = [client.post(WRITE, message()).status_code for _ in range(11)]

    assert statuses == [302] * 10 + [429]
    assert Feedback.objects.count() == 10


def test_vote_counts_once_a_day_for_one_place(client, thing):
    yes = client.post(f"{WRITE}vote/", {"helpful": "yes"})
    no = client.post(f"{WRITE}vote/", {"helpful": "no"})

    assert (yes.headers["Location"], no.headers["Location"]) == (f"{WRITE}thanks/", WRITE)
    assert list(Vote.objects.values_list("helpful", "unhelpful")) == [(1, 0)]


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}]
)
def test_vote_from_another_site_is_refused(client, thing, headers):
    answer = client.post(f"{WRITE}vote/", {"helpful": "yes"}, headers=headers)

    assert (answer.status_code, Vote.objects.count()) == (403, 0)


@pytest.mark.parametrize("path", ["", "vote/", "thanks/"])
@pytest.mark.parametrize("place", [f"{KIND}/T2/", f"planet/{CODE}/"])
def test_what_is_not_there_is_not_found(client, thing, place, path):
    address = f"/en/feedback/{place}{path}"
    send = client.post if path == "vote/" else client.get

    assert send(address).status_code == 404


def test_unknown_link_shows_nothing(client, thing):
    assert client.get(reverse("moderation:status", kwargs={"token": "x" * 32})).status_code == 404


def test_sender_erases_the_message_without_script(client, thing):
    client.post(WRITE, message(email="me@x.example"))
    address = f"/en/feedback/status/{Feedback.objects.get().token}/"

    for _press in range(2):
        shown = client.post(address, follow=True).content.decode()

    assert "It has moved." not in shown
    assert "have been erased" in shown
