from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from opencity.translation import actions, queries
from opencity.translation.enums import Origin
from tests.translation.factories import GoalFactory, MilestoneFactory, TopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_facts_tell_origin_days_and_staleness_by_field_and_language(reviewer):
    goal = GoalFactory(title={"bg": "Карта", "en": "Map", "uk": "Мапа", "tr": "Harita"})
    actions.record_texts(
        actor=None, instance=goal, origins={"uk": Origin.MACHINE, "en": Origin.IMPORTED}
    )
    actions.confirm(actor=reviewer, language="en", text="Map", source="Карта")
    today = localdate().isoformat()

    [facts] = queries.text_facts([goal])

    assert {code: fact.as_data() for code, fact in facts["title"].items()} == {
        "bg": {"origin": "human", "made_on": None, "reviewed_on": None, "is_stale": False},
        "en": {"origin": "imported", "made_on": today, "reviewed_on": today, "is_stale": False},
        "uk": {"origin": "machine", "made_on": today, "reviewed_on": None, "is_stale": False},
        "tr": {"origin": "human", "made_on": today, "reviewed_on": None, "is_stale": False},
    }
    assert [fact.is_source for fact in facts["title"].values()] == [True, False, False, False]

    goal.title = {"bg": "План", "uk": "Мапа"}
    [facts] = queries.text_facts([goal], ["uk", "en"])
    assert {code: fact.is_stale for code, fact in facts["title"].items()} == {"uk": True}


def test_texts_that_nobody_recorded_are_a_persons_and_kinds_mix_in_one_query():
    rows = [GoalFactory(title={"bg": "Карта", "en": "Map"}), TopicFactory(), MilestoneFactory()]
    type(rows[1]).objects.get()

    with CaptureQueriesContext(connection) as captured:
        facts = queries.text_facts(rows)

    assert len(captured) == 1
    assert facts[0]["title"]["en"].as_data() == {
        "origin": "human",
        "made_on": None,
        "reviewed_on": None,
        "is_stale": False,
    }
    assert [sorted(each) for each in facts] == [
        ["text", "title"],
        ["name", "summary"],
        ["text", "title"],
    ]
