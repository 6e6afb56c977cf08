from __future__ import annotations

import pytest

from opencity.plan.enums import VersionStatus
from opencity.plan.models import Goal
from opencity.translation import actions, queries
from opencity.translation.enums import Origin, Standing
from opencity.translation.models import ListedText, Unlisted
from tests.translation.factories import (
    GoalFactory,
    MeasureFactory,
    MilestoneFactory,
    TopicFactory,
    officer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def facts():
    rows = ListedText.objects.values_list(
        "model", "object_id", "key", "position", "language", "text_hash", "standing", "owner"
    )
    return sorted(rows, key=str)


def follows():
    """The list brought up to date says what a list made anew says."""
    actions.catch_up_all()
    kept = facts()
    ListedText.objects.all().delete()
    actions.list_everything()
    assert kept == facts()
    return {
        (model, key, language): standing
        for model, _id, key, _place, language, _hash, standing, _owner in kept
    }


@pytest.fixture
def goal():
    row = GoalFactory(title={"bg": "Карта", "en": "Map"})
    actions.record_texts(actor=None, instance=row, origins={"en": Origin.MACHINE})
    row.save_revision().publish()
    actions.catch_up_all()
    return Goal.objects.get(pk=row.pk)


def test_a_new_list_is_made_whole_and_notes_go(goal):
    ListedText.objects.all().delete()

    actions.catch_up_all()

    assert queries.coverage()["en"] == {Standing.MACHINE: 1}
    assert not queries.is_behind()


def test_drafts_rows_children_owners_and_deletions_are_followed(goal):
    measure = MeasureFactory(version=goal.version)
    milestone = MilestoneFactory(measure=measure, title={"bg": "Първа"})
    assert follows()["plan.measure", "milestones-0-title", "en"] == Standing.MISSING

    milestone.title = {"bg": "Първа", "en": "First"}
    milestone.save()
    measure.owner = officer("owner@city.example")
    measure.save()
    goal.title = {"bg": "План", "en": "Map"}
    goal.save_revision()
    listed = follows()
    assert listed["plan.measure", "milestones-0-title", "en"] == Standing.UNREVIEWED
    assert listed["plan.goal", "title", "en"] == Standing.OUTDATED
    assert {row.owner for row in queries.listed(model="plan.measure")} == {measure.owner}

    milestone.delete()
    goal.delete()
    assert {key for _model, key, _language in follows()} == {"title", "summary"}


def test_a_review_of_one_wording_reaches_every_record_that_has_it(goal, reviewer):
    GoalFactory(title={"bg": "Карта", "en": "Map"}, version=goal.version)
    actions.catch_up_all()

    actions.confirm(actor=reviewer, language="en", text="Map", source="Карта")

    follows()
    assert queries.coverage()["en"] == {Standing.REVIEWED: 2}


def test_what_becomes_history_leaves_the_list(goal):
    goal.version.status = VersionStatus.SUPERSEDED
    goal.version.save()

    assert not [model for model, _key, _language in follows() if model == "plan.goal"]


def test_notes_are_settled_in_steps_and_the_desk_says_that_it_is_behind(goal):
    GoalFactory.create_batch(3, version=goal.version)

    assert actions.catch_up(limit=2) == 2
    assert queries.is_behind()
    actions.catch_up_all()
    assert not queries.is_behind()
    assert queries.counts().total() == 4 * 5


def test_a_rolled_back_change_leaves_no_note(goal):
    from django.db import transaction

    with transaction.atomic():
        goal.save()
        transaction.set_rollback(True)

    assert not Unlisted.objects.exists()


def test_records_without_drafts_are_listed():
    TopicFactory(name={"bg": "Здраве", "en": "Health"}, summary={"bg": "Лекари"})

    listed = follows()

    assert listed["services.topic", "name", "en"] == Standing.UNREVIEWED
    assert listed["services.topic", "summary", "en"] == Standing.MISSING
