from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict

from opencity.services.checklist.forms import ChecklistForm, query_of
from opencity.services.enums import FamilyTie, Reason, Who
from opencity.services.rules.checklist import Answers, Arrival

GOOD = "who=eu&reason=work&since=2027-03-12"


def form(query: str) -> ChecklistForm:
    return ChecklistForm(QueryDict(query))


@pytest.mark.parametrize(
    ("query", "arrival"),
    [
        ("since=2027-03-12", Arrival(date(2027, 3, 12))),
        ("since=2027-03", Arrival(date(2027, 3, 1), exact=False)),
        ("since_day=12&since_month=3&since_year=2027", Arrival(date(2027, 3, 12))),
        ("since_day=&since_month=3&since_year=2027", Arrival(date(2027, 3, 1), exact=False)),
        ("since=2028-02-29", None),
        ("since=2024-02-29", Arrival(date(2024, 2, 29))),
        ("since=2027-06-15", Arrival(date(2027, 6, 15))),
        ("since=2027-06", Arrival(date(2027, 6, 1), exact=False)),
        ("since=1927-01-01", Arrival(date(1927, 1, 1))),
    ],
)
def test_day_or_month_of_arrival_is_understood(query, arrival):
    found = form(f"who=eu&reason=work&{query}")
    assert (found.answers().arrival if found.is_valid() else None) == arrival


COMPLETE = "Choose at least the month and the year."
FUTURE = "This day has not come yet. Give the day on which you came, not a later one."
NO_SUCH_DAY = "There is no such day in the calendar."
LONG_AGO = "This is more than 100 years ago. Check the year."


@pytest.mark.parametrize(
    ("since", "complaint"),
    [
        ("", COMPLETE),
        ("since=", COMPLETE),
        ("since=yesterday", COMPLETE),
        ("since=12.03.2027", COMPLETE),
        ("since=2027", COMPLETE),
        ("since=٢٠٢٧-٠٣-١٢", COMPLETE),
        ("since=2027-03-12%00", COMPLETE),
        ("since=2027-03-12%0A", COMPLETE),
        ("since_day=12&since_month=&since_year=2027", COMPLETE),
        ("since_day=12&since_month=3&since_year=", COMPLETE),
        ("since_day=12", COMPLETE),
        ("since=2027-02-30", NO_SUCH_DAY),
        ("since=2027-13-01", NO_SUCH_DAY),
        ("since=2027-00", NO_SUCH_DAY),
        ("since=0000-01-01", NO_SUCH_DAY),
        ("since=2027-06-16", FUTURE),
        ("since=2027-07", FUTURE),
        ("since=9999-12-31", FUTURE),
        ("since=1900-01-01", LONG_AGO),
        ("since=0001-01", LONG_AGO),
    ],
)
def test_impossible_arrival_is_refused_with_a_remedy(since, complaint):
    assert form(f"who=eu&reason=work&{since}").errors == {"since": [complaint]}


def test_unknown_answers_are_refused_each_at_its_question():
    assert form("who=martian&reason=work&reason=x&since=2027-03&family=dog").errors == {
        "who": ["Choose one of the answers offered."],
        "reason": ["Choose one of the answers offered."],
        "family": ["Choose one of the answers offered."],
    }
    assert form("since=2027-03").errors == {
        "who": ["Choose one answer."],
        "reason": ["Choose one answer."],
    }


def test_address_says_the_same_answers_always_in_the_same_way():
    answers = Answers(
        Who.ASYLUM, Reason.REFUGE, Arrival(date(2027, 3, 1), exact=False), frozenset(FamilyTie)
    )
    query = query_of(answers)
    assert query == "who=asylum&reason=refuge&since=2027-03&family=child&family=partner"
    again = form(query)
    assert (again.is_valid(), again.answers()) == (True, answers)


@pytest.mark.parametrize(
    ("query", "asked"),
    [("", False), ("utm=1", False), ("who=", True), ("since_day=", True), (GOOD, True)],
)
def test_form_is_judged_only_when_an_answer_was_sent(query, asked):
    assert ChecklistForm.is_asked(QueryDict(query)) == asked


def test_form_offers_days_months_by_name_and_thirty_years_and_keeps_what_was_chosen():
    boxes = form("since=2027-03")["since"].field.widget
    days, months, years = (
        [label for _value, label in box.choices] for box in _rendered(boxes).widgets
    )
    assert (days[:2], len(days)) == (["Day", 1], 32)
    assert (months[:2], len(months)) == (["Month", "January"], 13)
    assert (years[:2], years[-1], len(years)) == (["Year", 2027], 1998, 31)
    shown = str(form("since=2027-03")["since"])
    assert shown.count(" selected") == 3
    for option in ('"3" selected>March', '"2027" selected>2027', '"" selected>Day'):
        assert option in shown


def _rendered(widget):
    widget.get_context("since", "", {})
    return widget
