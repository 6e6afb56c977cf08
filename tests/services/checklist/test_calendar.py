from __future__ import annotations

import datetime
from datetime import date

import pytest
from icalendar import Calendar

from tests.services.journeys import item, service, within

pytestmark = pytest.mark.django_db

QUERY = "who=eu&reason=work&since=2027-03-31"
FILE = f"/en/checklist/calendar.ics?{QUERY}"


def events(client, path=FILE):
    return Calendar.from_ical(client.get(path).content).walk("VEVENT")


def test_file_holds_what_has_a_day_as_whole_days_in_order(client, settings):
    settings.SITE_URL = "https://city.example"
    kept = service()
    item("FREE")
    item("WAIT", **within(7, "day", "event"))
    item("LATE", **within(3, "day"))
    first = item("A", service=kept, text={"en": "Bring; your, papers"}, **within(3, "month"))
    item("B", **within(87, "day"))

    found = events(client)
    assert [
        (str(e["summary"]), e.decoded("dtstart"), e.decoded("dtend"), str(e["url"])) for e in found
    ] == [
        (
            "Do LATE en",
            date(2027, 4, 2),
            date(2027, 4, 3),
            f"https://city.example/en/checklist/?{QUERY}",
        ),
        (
            "Do B en",
            date(2027, 6, 25),
            date(2027, 6, 26),
            f"https://city.example/en/checklist/?{QUERY}",
        ),
        (
            "Do A en",
            date(2027, 6, 30),
            date(2027, 7, 1),
            f"https://city.example/en/services/{kept.slug}/",
        ),
    ]
    assert str(found[2]["uid"]) == f"{first.uuid}-2027-03-31@city.example"
    assert found[2].decoded("dtstamp") == first.updated_at.replace(microsecond=0)
    assert str(found[2]["description"]) == (
        "The deadline is 3 months after your arrival.\n\nBring; your, papers\n\nReason A en"
    )


def test_reminders_come_in_the_morning_a_week_and_a_day_before_and_never_for_the_past(client):
    item("LONG", **within(3, "month"))
    item("LATE", **within(3, "day"))
    item("SHORT", **within(7, "day"))
    assert {str(e["summary"]): _triggers(e) for e in events(client)} == {
        "Do LONG en": [datetime.timedelta(days=-7, hours=9), datetime.timedelta(days=-1, hours=9)],
        "Do LATE en": [],
        "Do SHORT en": [],
    }
    today = "/en/checklist/calendar.ics?who=eu&reason=work&since=2027-06-15"
    assert {str(e["summary"]): _triggers(e) for e in events(client, today)}["Do SHORT en"] == [
        datetime.timedelta(days=-1, hours=9)
    ]


def _triggers(event):
    return [alarm.decoded("trigger") for alarm in event.walk("VALARM")]


def test_same_answers_give_the_same_bytes_and_other_days_other_events(client):
    item("A", **within(3, "month"))
    first, again = client.get(FILE), client.get(FILE)

    assert first.content == again.content
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, no-cache"
    other = {str(e["uid"]) for e in events(client, FILE.replace("03-31", "03-30"))}
    assert other.isdisjoint(str(e["uid"]) for e in events(client))
    assert other != set()
    in_arabic = events(client, FILE.replace("/en/", "/ar/"))
    assert [str(e["uid"]) for e in in_arabic] == [str(e["uid"]) for e in events(client)]
    assert in_arabic[0]["summary"].params["LANGUAGE"] == "ar"


def test_calendar_without_answers_says_what_is_missing(client):
    answer = client.get("/en/checklist/calendar.ics?who=eu&since=2030-01-01")

    assert (answer.status_code, answer.content.decode()) == (
        400,
        "The calendar needs the answers of the checklist.\n"
        "Why I came: Choose one answer.\n"
        "Since when I am here: This day has not come yet."
        " Give the day on which you came, not a later one.\n",
    )
