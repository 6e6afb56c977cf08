from __future__ import annotations

from collections import Counter

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opencity.core.texts import TextState, languages
from opencity.plan.models import Measure, Plan
from opencity.translation import actions, queries
from opencity.translation.enums import Origin, Standing
from opencity.translation.models import TranslationRecord
from opencity.translation.pieces import text_relations
from tests.translation.factories import GoalFactory, MeasureFactory, MilestoneFactory, officer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def goal():
    return GoalFactory(title={"bg": "Карта", "en": "Map", "uk": "Мапа"})


def summary(lines):
    return {(line.piece.key, line.language): line.standing for line in lines}


def queries_for(function):
    with CaptureQueriesContext(connection) as captured:
        function()
    return len(captured)


def test_desk_tells_how_each_text_stands(goal):
    actions.record_texts(actor=None, instance=goal, origins={"uk": Origin.MACHINE})

    assert summary(queries.desk().lines()) == {
        ("title", "en"): Standing.UNREVIEWED,
        ("title", "uk"): Standing.MACHINE,
        ("title", "ru"): Standing.MISSING,
        ("title", "tr"): Standing.MISSING,
        ("title", "ar"): Standing.MISSING,
    }


def test_desk_reads_the_draft_where_there_is_one(goal):
    goal.title = {"bg": "Карта", "en": "Chart"}
    goal.save_revision()

    lines = queries.desk().lines(language="en")

    assert [line.text for line in lines] == ["Chart"]


def test_desk_reads_the_row_where_there_is_no_draft(goal):
    goal.save_revision().publish()
    type(goal).objects.filter(pk=goal.pk).update(title={"bg": "Карта", "en": "Imported"})

    lines = queries.desk().lines(language="en")

    assert [line.text for line in lines] == ["Imported"]


def test_desk_narrows_by_each_choice(goal):
    owner = officer("owner@city.example")
    measure = MeasureFactory(owner=owner, version=goal.version, summary={"bg": "Е", "en": "Is"})
    MilestoneFactory(measure=measure, title={"bg": "Стъпка"})
    desk = queries.desk()

    def found(**chosen):
        return [f"{line.instance.code} {line.piece.key}" for line in desk.lines(**chosen)]

    code = measure.code
    assert found(language="tr", owner=owner.pk) == [
        f"{code} title",
        f"{code} summary",
        f"{code} milestones-0-title",
    ]
    assert found(language="tr", owner=queries.NOBODY) == [f"{goal.code} title"]
    assert found(language="tr", model="plan.goal") == [f"{goal.code} title"]
    assert found(language="en", standing="unreviewed") == [f"{goal.code} title", f"{code} summary"]
    assert found(language="en", standing="missing", owner=queries.NOBODY) == []
    assert desk.owners == [owner]


def test_desk_leaves_history_out(goal, monkeypatch):
    monkeypatch.setattr(type(goal), "is_history", True, raising=False)

    assert queries.desk().lines() == []


def test_desk_needs_as_many_queries_for_many_rows_as_for_one():
    def add(number):
        owner = officer(f"owner{number}@city.example")
        measure = MeasureFactory(owner=owner)
        MilestoneFactory(measure=measure)
        measure.title = {"bg": f"Нова мярка {number}"}
        measure.save_revision()

    def read():
        return [
            (str(line.instance), str(line.owner), line.place) for line in queries.desk().lines()
        ]

    add(1)
    one = queries_for(read)
    for number in range(2, 8):
        add(number)

    assert queries_for(read) == one
    # One for each publishable model, one for each kind of child of those that have rows (plans and
    # measures), one for all drafts, one for all records.
    children = len(text_relations(Plan) + text_relations(Measure))
    assert one == len(queries.translatable_models()) + children + 2


def test_coverage_counts_by_language(goal):
    counted = queries.coverage()

    assert counted["en"] == Counter({Standing.UNREVIEWED: 1})
    assert counted["ar"] == Counter({Standing.MISSING: 1})
    assert list(counted) == ["en", "uk", "ru", "tr", "ar"]


def test_counts_are_forgotten_after_a_save_at_the_desk(
    goal, translator, django_capture_on_commit_callbacks
):
    assert queries.counts()[Standing.MISSING] == 3

    with django_capture_on_commit_callbacks(execute=True):
        actions.translate(
            actor=translator,
            instance=goal,
            language="ar",
            texts={"title": "خريطة"},
            base_revision=None,
        )

    assert queries.counts()[Standing.MISSING] == 2
    cache.clear()


def test_states_for_readers_take_one_query(goal):
    actions.record_texts(actor=None, instance=goal, origins={"uk": Origin.MACHINE})
    rows = [goal, *GoalFactory.create_batch(5, version=goal.version)]
    states = []

    assert queries_for(lambda: states.extend(queries.text_states(rows, languages.codes()))) == 1
    assert states[0]["title", "uk"] == TextState.MACHINE
    assert states[0]["title", "en"] == TextState.PLAIN
    assert states[0]["title", "tr"] == TextState.MISSING


def test_sheet_marks_what_changed_in_the_source(goal):
    actions.record_texts(actor=None, instance=goal)
    goal.title = goal.title | {"bg": "Голяма карта"}
    goal.save()

    [entry] = queries.sheet(goal, "en").entries

    assert entry.standing == Standing.OUTDATED
    assert [(part.kind, part.text) for part in entry.source_changes] == [
        ("del", "Карта"),
        ("ins", "Голяма карта"),
    ]


def test_sheet_marks_nothing_in_a_current_translation(goal):
    actions.record_texts(actor=None, instance=goal)

    [entry] = queries.sheet(goal, "en").entries

    assert (entry.standing, entry.source_changes) == (Standing.UNREVIEWED, [])
    assert entry.record == TranslationRecord.objects.get(language="en")


def test_sheet_needs_as_many_queries_for_many_pieces_as_for_one(goal):
    measure = MeasureFactory(version=goal.version)
    MilestoneFactory(measure=measure, title={"bg": "Първа", "en": "First"})

    def read():
        fresh = Measure.objects.get(pk=measure.pk)
        for entry in queries.sheet(fresh, "en").entries:
            assert entry.standing
            assert str(entry.record)

    one = queries_for(read)
    for number in range(6):
        MilestoneFactory(measure=measure, title={"bg": f"Още {number}", "en": f"More {number}"})

    assert queries_for(read) == one


def test_only_what_is_published_and_has_texts_is_translated():
    labels = [model._meta.label for model in queries.translatable_models()]

    assert "plan.Measure" in labels
    assert "plan.Milestone" not in labels
    assert "accounts.User" not in labels
