from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opencity.core.texts import TextState, languages
from opencity.plan.models import Measure
from opencity.translation import actions, queries
from opencity.translation.enums import Origin, Standing
from opencity.translation.models import TranslationRecord
from opencity.translation.subjects import translatable_models
from tests.translation.factories import GoalFactory, MeasureFactory, MilestoneFactory, officer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def goal():
    return GoalFactory(title={"bg": "Карта", "en": "Map", "uk": "Мапа"})


def look(**chosen):
    """What the desk lists, brought up to date."""
    actions.catch_up_all()
    return queries.lines_of(list(queries.listed(**chosen)))


def summary(lines):
    return {(line.piece.key, line.language): line.standing for line in lines}


def queries_for(function):
    with CaptureQueriesContext(connection) as captured:
        function()
    return len(captured)


def test_desk_tells_how_each_text_stands(goal):
    actions.record_texts(actor=None, instance=goal, origins={"uk": Origin.MACHINE})

    assert summary(look()) == {
        ("title", "en"): Standing.UNREVIEWED,
        ("title", "uk"): Standing.MACHINE,
        ("title", "ru"): Standing.MISSING,
        ("title", "tr"): Standing.MISSING,
        ("title", "ar"): Standing.MISSING,
    }


def test_desk_reads_the_draft_where_there_is_one(goal):
    goal.title = {"bg": "Карта", "en": "Chart"}
    goal.save_revision()

    lines = look(language="en")

    assert [line.text for line in lines] == ["Chart"]


def test_desk_reads_the_row_where_there_is_no_draft(goal):
    goal.save_revision().publish()
    goal.refresh_from_db()
    goal.title = {"bg": "Карта", "en": "Imported"}
    goal.save()

    lines = look(language="en")

    assert [line.text for line in lines] == ["Imported"]


def test_desk_narrows_by_each_choice(goal):
    owner = officer("owner@city.example")
    measure = MeasureFactory(owner=owner, version=goal.version, summary={"bg": "Е", "en": "Is"})
    MilestoneFactory(measure=measure, title={"bg": "Стъпка"})

    def found(**chosen):
        return [f"{line.instance.code} {line.piece.key}" for line in look(**chosen)]

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
    assert queries.owners() == [owner]


def test_desk_leaves_history_out(goal, monkeypatch):
    monkeypatch.setattr(type(goal), "is_history", True, raising=False)

    assert look() == []


def test_desk_needs_as_many_queries_for_many_rows_as_for_one():
    def add(number):
        measure = MeasureFactory(owner=officer(f"owner{number}@city.example"))
        MilestoneFactory(measure=measure)
        measure.title = {"bg": f"Нова мярка {number}"}
        measure.save_revision()
        actions.catch_up_all()

    def read():
        page = queries.page_of(queries.listed(), 1)
        return [(str(line.instance), str(line.owner), line.place) for line in page.object_list]

    add(1)
    one = queries_for(read)
    for number in range(2, 8):
        add(number)

    assert queries_for(read) == one
    assert queries_for(queries.coverage) == queries_for(queries.counts) == 1


def test_coverage_counts_by_language(goal):
    actions.catch_up_all()

    counted = queries.coverage()

    assert counted["en"] == Counter({Standing.UNREVIEWED: 1})
    assert counted["ar"] == Counter({Standing.MISSING: 1})
    assert list(counted) == ["en", "uk", "ru", "tr", "ar"]


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


def test_every_record_with_texts_is_translated_and_rows_of_records_with_them():
    labels = [model._meta.label for model in translatable_models()]

    assert {"plan.Measure", "plan.PlanVersion", "services.Topic", "directory.Contact"} <= {*labels}
    assert "translation.GlossaryTerm" in labels
    assert "plan.Milestone" not in labels
    assert "accounts.User" not in labels
