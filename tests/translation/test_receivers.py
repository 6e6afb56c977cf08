from __future__ import annotations

import pytest

from opencity.plan.models import Measure
from opencity.translation import actions, queries
from opencity.translation.enums import Origin, Standing
from opencity.translation.models import TranslationRecord
from tests.translation.factories import GoalFactory, MeasureFactory, MilestoneFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def edit(row, user=None, **title):
    row = type(row).objects.get(pk=row.pk).get_latest_revision_as_object()
    row.title = row.title | title
    return row.save_revision(user=user)


def standings(row):
    fresh = type(row).objects.get(pk=row.pk)
    return {
        language: queries.sheet(fresh, language).entry("title").standing
        for language in ("en", "uk")
    }


@pytest.fixture
def goal():
    row = GoalFactory(title={"bg": "Карта", "en": "Map", "uk": "Мапа"})
    actions.record_texts(actor=None, instance=row, origins={"uk": Origin.MACHINE})
    row.save_revision().publish()
    return row


def test_a_saved_revision_records_who_translated(goal, translator):
    edit(goal, user=translator, tr="Harita")

    record = TranslationRecord.objects.get(language="tr")
    assert (record.origin, record.made_by, record.source_text) == (
        Origin.HUMAN,
        translator,
        "Карта",
    )


def test_a_changed_source_makes_its_translations_outdated(goal):
    edit(goal, bg="План")

    assert standings(goal) == {"en": Standing.OUTDATED, "uk": Standing.OUTDATED}


def test_a_source_that_comes_back_makes_them_current_again(goal):
    edit(goal, bg="План")
    edit(goal, bg="Карта")

    assert standings(goal) == {"en": Standing.UNREVIEWED, "uk": Standing.MACHINE}


def test_a_translation_changed_with_its_source_is_current(goal):
    edit(goal, bg="План", en="Plan")

    assert standings(goal) == {"en": Standing.UNREVIEWED, "uk": Standing.OUTDATED}


def test_a_wording_that_stands_elsewhere_is_current_where_it_is_written(goal):
    other = GoalFactory(title={"bg": "Чертеж"}, version=goal.version)
    other.save_revision().publish()

    edit(other, en="Map", uk="Мапа")

    assert standings(other) == {"en": Standing.UNREVIEWED, "uk": Standing.MACHINE}


def test_an_object_from_before_the_records_becomes_outdated_too():
    row = GoalFactory(title={"bg": "Карта", "en": "Map"})
    assert not TranslationRecord.objects.exists()

    edit(row, bg="План")

    record = TranslationRecord.objects.get()
    assert (record.language, record.source_text) == ("en", "Карта")
    assert queries.sheet(type(row).objects.get(pk=row.pk), "en").entry("title").standing == (
        Standing.OUTDATED
    )


def test_a_copy_has_the_states_of_its_original(goal, reviewer):
    edit(goal, bg="План", en="Plan").publish()
    actions.confirm(actor=reviewer, language="en", text="Plan", source="План")

    copy = GoalFactory(title={"bg": "План", "en": "Plan", "uk": "Мапа"})
    copy.save_revision().publish()

    assert standings(goal) == {"en": Standing.REVIEWED, "uk": Standing.OUTDATED}
    assert standings(copy) == standings(goal)


def test_a_restored_revision_has_the_states_of_its_time(goal):
    first = goal.latest_revision
    edit(goal, bg="План", en="Plan")

    first.as_object().save_revision(previous_revision=first)

    assert standings(goal) == {"en": Standing.UNREVIEWED, "uk": Standing.MACHINE}


def test_children_moved_about_keep_their_states():
    measure = MeasureFactory()
    first = MilestoneFactory(measure=measure, title={"bg": "Първа", "en": "First"}, sort_order=0)
    MilestoneFactory(measure=measure, title={"bg": "Втора", "en": "Second"}, sort_order=1)
    measure.save_revision().publish()
    first.refresh_from_db()
    first.title = {"bg": "Друга", "en": "First"}
    first.save()
    measure = Measure.objects.get(pk=measure.pk)
    measure.milestones.set(reversed(list(measure.milestones.all())))

    measure.save_revision()

    sheet = queries.sheet(Measure.objects.get(pk=measure.pk), "en")
    assert {entry.piece.source: entry.standing for entry in sheet.entries if entry.piece.of} == {
        "Втора": Standing.UNREVIEWED,
        "Друга": Standing.OUTDATED,
    }
