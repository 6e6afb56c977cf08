"""Sofia's own rules, applied to people as they come."""

from __future__ import annotations

from datetime import date

import pytest

from opencity.services.checklist.pages import lines_for
from opencity.services.enums import FamilyTie, Reason, Who
from opencity.services.rules.checklist import Answers, Arrival

pytestmark = [pytest.mark.usefixtures("sofia"), pytest.mark.django_db]


def deadlines(answers: Answers) -> list[tuple[str, date]]:
    lines = lines_for(answers, date(2027, 6, 15))
    return [
        (line.service.code, line.entry.due) for line in lines if line.service and line.entry.due
    ]


def test_citizen_of_the_union_has_three_months_for_the_certificate():
    answers = Answers(Who.EU, Reason.WORK, Arrival(date(2027, 3, 31)))
    assert deadlines(answers) == [("S01", date(2027, 6, 30))]


def test_everybody_else_has_three_days_for_the_address():
    answers = Answers(Who.THIRD_COUNTRY, Reason.STUDY, Arrival(date(2027, 6, 12)))
    assert deadlines(answers) == [("S13", date(2027, 6, 15))]


def test_everybody_gets_a_list_and_children_make_it_longer():
    for who in Who:
        for reason in Reason:
            alone = Answers(who, reason, Arrival(date(2027, 6, 1)))
            with_child = Answers(who, reason, alone.arrival, frozenset({FamilyTie.CHILD}))
            today = date(2027, 6, 15)
            assert 5 < len(lines_for(alone, today)) < len(lines_for(with_child, today)) < 30
