"""Loading again keeps what people made of the plan meanwhile."""

from __future__ import annotations

import pytest
from django.utils import timezone
from wagtail.models import Revision

from opencity.core.content.models import LoadedRecord
from opencity.core.texts import TextState, attach_states, state_of
from opencity.plan.models import (
    Contributor,
    Goal,
    Measure,
    MeasureIndicator,
    Milestone,
    Plan,
    PlanIndicator,
    PlanVersion,
    Sphere,
    TargetGroup,
)
from tests.monitor.factories import indicator
from tests.plan.factories import edit, publish
from tests.plan.loading.conftest import measure

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NOTHING_NEW = "0 created, 0 changed, 14 unchanged, 0 conflicts\n"


@pytest.fixture
def loaded(content):
    content.load()
    return content


def the_measure(code: str = "A01") -> Measure:
    return Measure.objects.get(code=code)


def test_everything_in_the_files_is_there_and_public(content):
    assert content.load() == "14 created, 0 changed, 0 unchanged, 0 conflicts\n"

    row = the_measure()
    assert row.title == {"bg": "Measure A01 bg", "en": "Measure A01 en", "uk": "Захід A01"}
    assert (row.heading, row.spheres_marked) == ("integration", [])
    assert [goal.code for goal in row.goals.all()] == ["G1"]
    assert [link.contributor.code for link in row.provenance.all()] == ["P1"]
    assert [(fact.date, fact.certainty) for fact in row.developments.all()] == [
        ("2021-09", "documented")
    ]
    assert [each.register for each in row.counted_by.all()] == ["events"]
    for model in (Plan, Sphere, Goal, TargetGroup, Measure, PlanIndicator):
        rows = list(model.objects.all())
        assert all(row.live and not row.has_unpublished_changes for row in rows)
        assert len(rows) > 0


def test_loading_twice_changes_nothing(loaded):
    before = (Revision.objects.count(), list(LoadedRecord.objects.values()))

    assert loaded.load() == NOTHING_NEW
    assert (Revision.objects.count(), list(LoadedRecord.objects.values())) == before


def test_what_the_file_alone_changed_is_published(loaded):
    loaded.change("measures/A01", summary={"bg": "Ново"}, goals=["G2"], developments=[])

    assert loaded.load() == "0 created, 1 changed, 13 unchanged, 0 conflicts\n"
    measure = the_measure()
    assert measure.summary == {"bg": "Ново"}
    assert [goal.code for goal in measure.goals.all()] == ["G2"]
    assert list(measure.developments.all()) == []
    assert not measure.has_unpublished_changes


def test_what_people_published_stays(loaded):
    edit(the_measure(), summary={"bg": "Наше"}, responsible={"bg": "Отдел"}).publish()

    assert loaded.load() == NOTHING_NEW
    assert (the_measure().summary, the_measure().responsible) == ({"bg": "Наше"}, {"bg": "Отдел"})


def test_rows_that_people_added_stay_when_the_file_changes_another_field(loaded):
    draft = the_measure()
    draft.milestones = [Milestone(title={"bg": "Стъпка"})]
    publish(draft)
    loaded.change("measures/A01", summary={"bg": "Ново"})

    loaded.load()

    assert the_measure().summary == {"bg": "Ново"}
    assert [row.title for row in the_measure().milestones.all()] == [{"bg": "Стъпка"}]


def test_where_both_changed_peoples_word_stays_and_the_conflict_is_told(loaded):
    edit(the_measure(), summary={"bg": "Наше"}).publish()
    loaded.change("measures/A01", summary={"bg": "От файла"})

    assert loaded.load() == (
        "conflict: measure small-plan/1/A01 summary.bg: changed here and in the file; kept as it "
        "is here\n0 created, 0 changed, 14 unchanged, 1 conflicts\n"
    )
    assert the_measure().summary == {"bg": "Наше"}


def test_a_translators_language_and_the_files_new_one_both_stay(loaded):
    title = the_measure().title
    edit(the_measure(), title=title | {"uk": "Дія"}).publish()
    loaded.change("measures/A01", title=title | {"tr": "Eylem"})

    loaded.load()

    assert the_measure().title == title | {"uk": "Дія", "tr": "Eylem"}


def test_draft_of_a_person_is_neither_published_nor_lost(loaded):
    edit(the_measure(), summary={"bg": "Чернова"})
    loaded.change("measures/A01", why={"bg": "Ново защо"})

    loaded.load()

    public = the_measure()
    assert public.summary == {"bg": "In short bg", "en": "In short en"}
    assert public.why == {"bg": "Why bg", "en": "Why en"}
    assert public.has_unpublished_changes
    draft = public.get_latest_revision_as_object()
    assert (draft.summary, draft.why) == ({"bg": "Чернова"}, {"bg": "Ново защо"})


def test_what_people_took_off_the_site_stays_off(loaded):
    the_measure().unpublish()
    loaded.change("measures/A01", why={"bg": "Ново защо"})

    loaded.load()

    assert not the_measure().live


def test_what_waits_for_its_day_is_not_published_before(loaded):
    draft = the_measure()
    draft.summary, draft.go_live_at = {"bg": "Утре"}, timezone.now() + timezone.timedelta(days=1)
    draft.save_revision().publish()
    loaded.change("measures/A01", why={"bg": "Ново защо"})

    loaded.load()

    assert the_measure().summary == {"bg": "In short bg", "en": "In short en"}


def test_deleted_record_is_not_made_again(loaded):
    the_measure("A02").delete()

    assert loaded.load() == "0 created, 0 changed, 13 unchanged, 0 conflicts\n"
    assert list(Measure.objects.values_list("code", flat=True)) == ["A01"]


def test_records_that_name_a_deleted_one_still_load(loaded):
    Goal.objects.get(code="G1").delete()
    loaded.change("measures/A01", why={"bg": "Ново защо"})
    origins = {"origins": {"bg": "human"}}
    loaded.write("measures/A03", origins | measure("A03") | {"goals": ["G1", "G2"]})

    loaded.load()

    assert the_measure("A01").why == {"bg": "Ново защо"}
    assert [goal.code for goal in the_measure("A03").goals.all()] == ["G2"]
    assert "0 created, 0 changed" in loaded.load()


def test_deleted_record_that_the_file_changes_is_told(loaded):
    the_measure("A02").delete()
    loaded.change("measures/A02", slug="another")

    assert loaded.load().startswith(
        "conflict: measure small-plan/1/A02: deleted here, changed in the file\n"
    )
    assert not Measure.objects.filter(code="A02").exists()


def test_record_that_left_the_files_stays(loaded):
    loaded.file("measures/A02").unlink()

    loaded.load()

    assert the_measure("A02").live


def test_states_of_translations_follow_the_origins_of_the_file(loaded):
    row = the_measure()
    attach_states([row])

    assert state_of(row, "title", "uk") is TextState.MACHINE
    assert state_of(row, "title", "en") is TextState.PLAIN


def test_changed_source_makes_translations_outdated(loaded):
    title = the_measure().title
    loaded.change("measures/A01", title=title | {"bg": "Съвсем друго"})
    loaded.load()
    edit(the_measure(), title=title | {"bg": "И пак друго"}).publish()

    row = the_measure()
    attach_states([row])

    assert state_of(row, "title", "en") is TextState.OUTDATED


def test_second_version_in_the_file_is_loaded_beside_the_first(loaded):
    [first] = loaded.read("plan")["versions"]
    loaded.change("plan", versions=[first, first | {"number": 2, "status": "draft"}])

    loaded.load()

    assert list(PlanVersion.objects.order_by("number").values_list("number", "status")) == [
        (1, "consultation"),
        (2, "draft"),
    ]
    assert Contributor.objects.count() == 1
    assert Measure.objects.filter(version__number=2).count() == 2


def said(row) -> list[tuple[str, str, str]]:
    return [(each.indicator.code, each.closeness, each.origin) for each in row.measured_by.all()]


def test_links_to_indicators_are_merged_as_other_values(content):
    row, other = indicator("rate"), indicator("share")
    content.change("measures/A01", measured_by=[{"indicator": "rate", "closeness": "exact"}])
    content.load()
    assert said(the_measure()) == [("rate", "exact", "proposed")]
    assert content.load() == NOTHING_NEW

    links = [MeasureIndicator(indicator=each, closeness="proxy") for each in (other, row)]
    publish(edit(the_measure(), measured_by=links).as_object())
    content.load()
    assert said(the_measure()) == [("share", "proxy", "proposed"), ("rate", "proxy", "proposed")]

    content.change("measures/A01", measured_by=[])
    assert "measured_by: changed here and in the file" in content.load()
