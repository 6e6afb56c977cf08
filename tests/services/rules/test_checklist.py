from __future__ import annotations

import dataclasses
import datetime
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencity.services.enums import FamilyTie, From, Reason, Unit, Who
from opencity.services.rules.checklist import (
    Answers,
    Arrival,
    Entry,
    Item,
    Length,
    Timing,
    checklist,
    fits,
)

TODAY = date(2027, 6, 15)


def is_off(day: date) -> bool:
    return day.weekday() >= 5


def some(enum):
    return st.frozensets(st.sampled_from(enum))


lengths = st.builds(Length, st.integers(1, 30), st.sampled_from(Unit), st.sampled_from(From))
items = st.builds(
    Item,
    code=st.text("ABC123", min_size=1, max_size=4),
    order=st.integers(0, 50),
    who=some(Who),
    reasons=some(Reason),
    family=some(FamilyTie),
    deadline=st.none() | lengths,
)
item_lists = st.lists(items, unique_by=lambda item: item.code, max_size=12)
arrivals = st.builds(Arrival, st.dates(date(2020, 1, 1), TODAY))
answers = st.builds(
    Answers, st.sampled_from(Who), st.sampled_from(Reason), arrivals, some(FamilyTie)
)

EU = Answers(Who.EU, Reason.WORK, Arrival(date(2027, 3, 31)))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({}, True),
        ({"who": frozenset({Who.EU, Who.ASYLUM})}, True),
        ({"who": frozenset({Who.THIRD_COUNTRY})}, False),
        ({"reasons": frozenset({Reason.WORK})}, True),
        ({"who": frozenset({Who.EU}), "reasons": frozenset({Reason.STUDY})}, False),
        ({"family": frozenset({FamilyTie.CHILD})}, False),
    ],
)
def test_item_is_for_those_whose_every_answer_fits(rule, expected):
    assert fits(Item("A", **rule), EU) == expected


def test_one_of_several_ties_is_enough():
    with_child = dataclasses.replace(EU, family=frozenset({FamilyTie.CHILD}))
    assert fits(Item("A", family=frozenset(FamilyTie)), with_child)
    assert not fits(Item("A", family=frozenset({FamilyTie.PARTNER})), with_child)


def test_list_begins_with_what_is_due_first():
    three_months = Length(3, Unit.MONTH, From.ARRIVAL)
    found = checklist(
        [
            Item("D", 1),
            Item("C", 5, deadline=Length(7, Unit.DAY, From.START_OF_WORK)),
            Item("B", 9, deadline=three_months),
            Item("A", 8, deadline=three_months),
            Item("E", 99, deadline=Length(3, Unit.DAY, From.ARRIVAL)),
            Item("F", 0, who=frozenset({Who.ASYLUM})),
        ],
        EU,
        TODAY,
        is_off,
    )
    assert [(e.item.code, e.timing, e.due, e.go_by) for e in found] == [
        ("E", Timing.OVERDUE, date(2027, 4, 3), date(2027, 4, 2)),  # a Saturday: go on Friday
        ("A", Timing.DATED, date(2027, 6, 30), date(2027, 6, 30)),
        ("B", Timing.DATED, date(2027, 6, 30), date(2027, 6, 30)),
        ("D", Timing.FREE, None, None),
        ("C", Timing.WAITING, None, None),
    ]


def test_last_day_itself_is_not_too_late_and_nobody_is_sent_before_they_came():
    saturday = Answers(Who.EU, Reason.WORK, Arrival(date(2027, 6, 12)))
    item = Item("A", deadline=Length(1, Unit.DAY, From.ARRIVAL))
    sunday = date(2027, 6, 13)
    assert checklist([item], saturday, sunday, is_off) == [
        Entry(item, Timing.DATED, sunday, date(2027, 6, 12))
    ]


@given(item_lists, answers)
def test_list_holds_just_what_fits_and_is_in_order(rules, given_answers):
    found = checklist(rules, given_answers, TODAY, is_off)
    assert {e.item.code for e in found} == {i.code for i in rules if fits(i, given_answers)}
    places = [(e.due or date.max, e.item.order, e.item.code) for e in found]
    assert places == sorted(places)
    assert checklist(rules[::-1], given_answers, TODAY, is_off) == found
    for entry in found:
        assert (entry.timing in (Timing.DATED, Timing.OVERDUE)) == (entry.due is not None)
        if entry.due:
            assert given_answers.arrival.day <= entry.go_by <= entry.due
            assert (entry.timing is Timing.OVERDUE) == (entry.due < TODAY)


@given(item_lists, answers, st.sampled_from(FamilyTie))
def test_saying_more_of_the_family_takes_nothing_away(rules, given_answers, tie):
    more = dataclasses.replace(given_answers, family=given_answers.family | {tie})
    before = {e.item.code for e in checklist(rules, given_answers, TODAY, is_off)}
    assert before <= {e.item.code for e in checklist(rules, more, TODAY, is_off)}


@given(item_lists, answers, st.integers(0, 27))
def test_month_alone_never_gives_a_later_day_than_any_day_of_it(rules, given_answers, later):
    first = given_answers.arrival.day.replace(day=1)
    month = dataclasses.replace(given_answers, arrival=Arrival(first, exact=False))
    exact = dataclasses.replace(
        given_answers, arrival=Arrival(first + datetime.timedelta(days=later))
    )
    by_month = {e.item.code: e.due for e in checklist(rules, month, TODAY, is_off) if e.due}
    by_day = {e.item.code: e.due for e in checklist(rules, exact, TODAY, is_off) if e.due}
    assert by_month.keys() == by_day.keys()
    assert all(day <= by_day[code] for code, day in by_month.items())
