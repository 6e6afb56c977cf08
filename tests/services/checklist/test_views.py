from __future__ import annotations

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opencity.services.checklist.forms import ChecklistForm
from tests.plan.factories import edit
from tests.services.journeys import item, service, within

pytestmark = pytest.mark.django_db

QUERY = "who=eu&reason=work&since=2027-03-31&family=child"
LIST = f"/en/checklist/?{QUERY}"


def lines(client, path=LIST):
    groups = client.get(path).context["groups"]
    return {name: [line.row.code for line in found] for name, found in groups.items() if found}


def test_questions_may_be_cached_and_a_list_may_not(client):
    questions, made = client.get("/en/checklist/"), client.get(LIST)

    assert questions.headers["Surrogate-Key"] == "services texts"
    assert 0 < int(questions.headers["Surrogate-Control"].removeprefix("max-age=")) <= 86_400
    assert (made.status_code, "Surrogate-Key" in made.headers) == (200, False)
    assert made.headers["Cache-Control"] == "private, no-cache"
    assert made.headers["Referrer-Policy"] == "no-referrer"
    assert made.headers["X-Robots-Tag"] == "noindex"
    assert (dict(made.cookies), made.headers.get("Set-Cookie")) == ({}, None)


def test_list_is_sent_compressed_though_no_cache_does_it(client):
    for number in range(20):
        item(f"I{number}")
    packed = client.get(LIST, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == client.get(LIST).content


def test_answers_of_the_form_lead_to_one_short_address(client):
    sent = "family=child&since_year=2027&since_month=3&since_day=31&reason=work&who=eu&utm=x"
    answer = client.get(f"/ar/checklist/?{sent}")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/ar/checklist/?{QUERY}")
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "query", ["who=eu", "who=eu&reason=work&since=1900", "since=%F0%9F%98%80", "who=%00&since=%FF"]
)
def test_bad_answers_are_told_at_their_question_without_a_fault(client, query):
    answer = client.get(f"/en/checklist/?{query}")
    page = answer.content.decode()

    assert answer.status_code == 200
    for name in answer.context["form"].errors:
        assert f"<li>{ChecklistForm.base_fields[name].label}: " in page
        assert f'id="id_{name}"' in page
    assert set(answer.context["form"].errors) >= {"since"}


def test_list_has_three_parts_and_says_until_when_and_why(client):
    item("FREE")
    item("WAIT", **within(7, "day", "start_of_work"))
    item("DATED", **within(3, "month"), service=service(title={"en": "Get the certificate"}))
    item("LATE", **within(3, "day"))
    item("OTHER", who=["asylum"], **within(1, "day"))

    assert lines(client) == {"dated": ["LATE", "DATED"], "waiting": ["WAIT"], "free": ["FREE"]}
    page = client.get(LIST).content.decode()
    assert "<strong>By 30 June 2027</strong>, <span>3 months after your arrival</span>" in page
    assert "The day was 3 April 2027, <span>3 days after your arrival</span>" in page
    assert "<strong>7 days after the start of work</strong>" in page
    assert "How to do it: Get the certificate</a>" in page
    assert page.count("Why is it here?") == 4
    assert "Reason WAIT en" in page


def test_day_off_sends_people_the_day_before_and_a_month_is_counted_from_its_first_day(client):
    item("A", **within(87, "day"))  # 26 June 2027 is a Saturday
    item("B", **within(3, "month"))

    assert (
        "Offices are closed on that day. Go by 25 June 2027." in client.get(LIST).content.decode()
    )
    page = client.get("/en/checklist/?who=eu&reason=work&since=2027-04").content.decode()
    assert "<strong>By 1 July 2027</strong>" in page
    assert "You gave only the month, so we count from its first day." in page


def test_nothing_of_a_draft_is_shown(client):
    item("HIDDEN", live=False)
    shown = item("SHOWN", service=service(live=False, title={"en": "Secret service"}))
    edit(shown, title={"en": "Secret title"}, who=["asylum"])

    assert lines(client) == {"free": ["SHOWN"]}
    page = client.get(LIST).content.decode()
    assert ("Secret" in page, "How to do it" in page) == (False, False)


@pytest.mark.both_databases
def test_number_of_queries_does_not_grow(client):
    counted = []
    for number in (1, 6):
        for each in range(number):
            item(f"I{number}-{each}", service=service(), **within(1, "month"))
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(LIST.replace("/en/", "/uk/"))
        counted.append(len(found))
    assert counted == [2, 2]


def test_editor_who_asks_for_ten_thousand_years_breaks_nothing(client):
    item("FAR", **within(32_767, "year"))
    assert lines(client) == {"free": ["FAR"]}
