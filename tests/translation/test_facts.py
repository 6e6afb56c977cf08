from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from opencity.translation import actions, queries
from opencity.translation.enums import Origin
from opencity.translation.models import TranslationRecord
from tests.translation.factories import GoalFactory, MilestoneFactory, TopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_facts_tell_origin_days_and_staleness_by_field_and_language(reviewer):
    goal = GoalFactory(title={"bg": "Карта", "en": "Map", "uk": "Мапа", "tr": "Harita"})
    actions.record_texts(
        actor=None, instance=goal, origins={"uk": Origin.MACHINE, "en": Origin.IMPORTED}
    )
    actions.confirm(actor=reviewer, language="en", text="Map", source="Карта")
    today = localdate().isoformat()

    facts = queries.TextFacts([goal])

    def told(origin, outdated=False, reviewed=False, made_on=today, reviewed_on=None):
        return {
            "origin": origin,
            "outdated": outdated,
            "reviewed": reviewed,
            "made_on": made_on,
            "reviewed_on": reviewed_on,
        }

    assert facts.data_of(goal)["title"] == {
        "bg": told("human", made_on=None),
        "en": told("imported", reviewed=True, reviewed_on=today),
        "uk": told("machine"),
        "tr": told("human"),
    }
    goal.title = goal.title | {"bg": "План"}
    assert facts.data_of(goal)["title"] == {
        "bg": told("human", made_on=None),
        "en": told("imported", outdated=True, reviewed_on=today),
        "uk": told("machine", outdated=True),
        "tr": told("human", outdated=True),
    }


def test_texts_that_nobody_recorded_are_a_persons_and_kinds_mix_in_one_query():
    rows = [GoalFactory(title={"bg": "Карта", "en": "Map"}), TopicFactory(), MilestoneFactory()]
    TranslationRecord.objects.all().delete()

    with CaptureQueriesContext(connection) as captured:
        facts = queries.TextFacts(rows)
        found = [facts.of(row) for row in rows]

    assert len(captured) == 1
    assert [sorted(each) for each in found] == [["title"], ["name"], ["title"]]
    assert found[0]["title"]["en"] == queries.TextFact()
