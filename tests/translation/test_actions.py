from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from opencity.core.audit.models import AuditEntry
from opencity.core.errors import DomainError
from opencity.plan.models import Goal, Measure
from opencity.translation import actions, queries
from opencity.translation.enums import Origin, Standing
from opencity.translation.errors import Locked, Overtaken, Unfit
from opencity.translation.merging import Pair
from opencity.translation.models import TranslationRecord
from opencity.translation.signals import standing_changed
from tests.translation.factories import GoalFactory, MeasureFactory, MilestoneFactory, officer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def goal():
    row = GoalFactory(title={"bg": "Карта", "en": "Map", "uk": "Мапа"})
    actions.record_texts(actor=None, instance=row, origins={"uk": Origin.MACHINE})
    row.save_revision().publish()
    row.refresh_from_db()
    return row


def translate(actor, row, texts, *, language="en", **options):
    options.setdefault("base_revision", row.latest_revision_id)
    saved = actions.translate(actor=actor, instance=row, language=language, texts=texts, **options)
    return saved and saved.revision


def draft(row):
    return type(row).objects.get(pk=row.pk).get_latest_revision_as_object()


def standing(row, language, key="title"):
    fresh = type(row).objects.get(pk=row.pk)
    return queries.sheet(fresh, language).entry(key).standing


def test_a_translation_becomes_a_draft_and_nothing_else_changes(goal, translator):
    revision = translate(translator, goal, {"title": "Chart"})

    goal.refresh_from_db()
    assert goal.title == {"bg": "Карта", "en": "Map", "uk": "Мапа"}
    assert goal.has_unpublished_changes
    assert goal.latest_revision == revision
    assert revision.user == translator
    assert draft(goal).title == {"bg": "Карта", "en": "Chart", "uk": "Мапа"}
    assert standing(goal, "en") == Standing.UNREVIEWED
    assert standing(goal, "uk") == Standing.MACHINE


def test_a_translation_is_in_the_audit_log(goal, translator):
    revision = translate(translator, goal, {"title": "Chart"})

    entry = AuditEntry.objects.get(action="translation.translate")
    assert (entry.actor, entry.target_model, entry.target_id, entry.detail) == (
        f"user:{translator.pk}",
        "plan.goal",
        str(goal.pk),
        {"language": "en", "pieces": ["title"], "revision": revision.pk},
    )
    assert AuditEntry.objects.filter(action="wagtail.edit").count() == 1


def test_only_translators_translate(goal, reviewer):
    with pytest.raises(PermissionDenied):
        translate(reviewer, goal, {"title": "Chart"})

    assert not draft(goal).has_unpublished_changes


def test_nothing_changed_makes_no_revision(goal, translator):
    assert translate(translator, goal, {"title": " Map\r\n"}) is None

    assert not draft(goal).has_unpublished_changes


def test_children_are_translated_with_their_parent(translator):
    measure = MeasureFactory()
    MilestoneFactory(measure=measure, title={"bg": "Първа"}, sort_order=0)
    MilestoneFactory(measure=measure, title={"bg": "Втора"}, sort_order=1)

    translate(translator, measure, {"milestones-1-title": "Second"})

    titles = [each.title for each in draft(measure).milestones.all()]
    assert titles == [{"bg": "Първа"}, {"bg": "Втора", "en": "Second"}]
    assert [each.title for each in Measure.objects.get(pk=measure.pk).milestones.all()] == [
        {"bg": "Първа"},
        {"bg": "Втора"},
    ]


def test_newer_edits_in_other_languages_stay(goal, translator):
    seen = goal.latest_revision_id
    translate(translator, goal, {"title": "Карта міста"}, language="uk")

    translate(translator, goal, {"title": "Chart"}, base_revision=seen)

    assert draft(goal).title == {"bg": "Карта", "en": "Chart", "uk": "Карта міста"}


def test_a_colleagues_newer_words_are_not_overwritten(goal, translator):
    seen = goal.latest_revision_id
    translate(translator, goal, {"title": "Theirs"})

    with pytest.raises(Overtaken) as caught:
        translate(translator, goal, {"title": "Mine"}, base_revision=seen)

    assert caught.value.merged.overtaken == {
        "title": (Pair("Карта", "Map"), Pair("Карта", "Theirs"))
    }
    assert draft(goal).title["en"] == "Theirs"


def test_a_box_left_alone_does_not_bring_old_words_back(goal, translator):
    seen = goal.latest_revision_id
    translate(translator, goal, {"title": "Theirs"})

    assert translate(translator, goal, {"title": "Map"}, base_revision=seen) is None

    assert draft(goal).title["en"] == "Theirs"


def test_a_source_that_changed_meanwhile_is_shown_first(goal, translator):
    seen = goal.latest_revision_id
    goal.title = goal.title | {"bg": "План"}
    goal.save_revision()

    with pytest.raises(Overtaken) as caught:
        translate(translator, goal, {"title": "Chart"}, base_revision=seen)

    assert caught.value.merged.overtaken == {"title": (Pair("Карта", "Map"), Pair("План", "Map"))}


def test_without_knowing_what_was_seen_nothing_is_overwritten(goal, translator):
    with pytest.raises(Overtaken):
        translate(translator, goal, {"title": "Chart"}, base_revision=None)


def test_a_revision_of_another_object_is_no_base(goal, translator):
    other = GoalFactory(title={"bg": "Карта", "en": "Map"}, version=goal.version)
    foreign = other.save_revision().pk
    translate(translator, goal, {"title": "Theirs"})

    with pytest.raises(Overtaken):
        translate(translator, goal, {"title": "Mine"}, base_revision=foreign)


def test_an_object_locked_by_somebody_else_stays(goal, translator):
    goal.locked, goal.locked_by = True, officer("other@city.example")
    goal.locked_at = timezone.now()
    goal.save()

    with pytest.raises(Locked):
        translate(translator, goal, {"title": "Chart"})

    assert not draft(goal).has_unpublished_changes


def test_ones_own_lock_does_not_hinder(goal, translator):
    goal.locked, goal.locked_by = True, translator
    goal.save()

    assert translate(translator, goal, {"title": "Chart"}) is not None


def test_an_object_scheduled_for_publishing_stays(goal, translator):
    goal.save_revision(approved_go_live_at=timezone.now() + datetime.timedelta(days=1))
    goal.refresh_from_db()

    with pytest.raises(Locked):
        translate(translator, goal, {"title": "Chart"})


@pytest.mark.parametrize("language", ["bg", "xx", ""])
def test_the_source_and_unknown_languages_are_refused(goal, translator, language):
    with pytest.raises(DomainError):
        translate(translator, goal, {"title": "Chart"}, language=language)


@pytest.mark.parametrize("text", ["x" * 201, "nul\x00byte"])
def test_what_a_field_cannot_hold_is_refused_whole(translator, text):
    goal = GoalFactory(title={"bg": "Карта"}, text={"bg": "Дълго"})

    with pytest.raises(Unfit) as caught:
        translate(translator, goal, {"title": text, "text": "Fine"})

    assert list(caught.value.problems) == ["title"]
    assert not draft(goal).has_unpublished_changes


def test_publishing_takes_the_models_own_permission(goal, translator, publisher):
    with pytest.raises(PermissionDenied):
        translate(translator, goal, {"title": "Chart"}, publish=True)

    translate(publisher, goal, {"title": "Chart"}, publish=True)

    goal.refresh_from_db()
    assert goal.title["en"] == "Chart"
    assert not goal.has_unpublished_changes


def test_publishing_brings_waiting_translations_along(goal, translator, publisher):
    translate(translator, goal, {"title": "Харита"}, language="tr")
    goal.refresh_from_db()

    translate(publisher, goal, {}, publish=True)

    goal.refresh_from_db()
    assert goal.title["tr"] == "Харита"


@pytest.mark.parametrize(
    "change", [{"title": {"bg": "План", "en": "Map"}}, {"slug": "new"}, {"spheres_proposed": []}]
)
def test_publishing_a_translation_publishes_nothing_else(goal, publisher, change):
    goal.spheres_proposed = ["integration"]
    goal.save_revision().publish()
    goal = Goal.objects.get(pk=goal.pk)
    for name, value in change.items():
        setattr(goal, name, value)
    goal.save_revision()
    goal = Goal.objects.get(pk=goal.pk)

    with pytest.raises(DomainError):
        translate(publisher, goal, {"title": "Chart"}, publish=True)

    live = Goal.objects.get(pk=goal.pk)
    assert (live.title["bg"], live.slug != "new") == ("Карта", True)


def test_a_draft_with_other_children_is_not_published_by_a_translation(publisher):
    measure = MeasureFactory()
    measure.milestones.add(MilestoneFactory.build(measure=measure))
    measure.save_revision()
    measure = Measure.objects.get(pk=measure.pk)

    with pytest.raises(DomainError):
        translate(publisher, measure, {"title": "Map"}, publish=True)


def test_what_is_not_live_is_not_published_by_a_translation(goal, publisher):
    goal.unpublish()

    with pytest.raises(DomainError):
        translate(publisher, Goal.objects.get(pk=goal.pk), {"title": "Chart"}, publish=True)


def confirm(actor, row, language="uk", **options):
    options.setdefault("base_revision", row.latest_revision_id)
    return actions.confirm_piece(
        actor=actor, instance=row, language=language, key="title", **options
    )


def test_a_reviewer_signs_a_piece(goal, reviewer):
    record = confirm(reviewer, goal)

    assert (record.reviewed_by, record.origin) == (reviewer, Origin.MACHINE)
    assert standing(goal, "uk") == Standing.REVIEWED
    entry = AuditEntry.objects.get(action="translation.confirm")
    assert (entry.actor, entry.target_id) == (f"user:{reviewer.pk}", str(record.pk))


def test_only_reviewers_sign(goal, translator):
    with pytest.raises(PermissionDenied):
        confirm(translator, goal)

    assert standing(goal, "uk") == Standing.MACHINE


def test_an_outdated_translation_is_signed_for_its_new_source(goal, reviewer):
    goal.title = goal.title | {"bg": "Нова карта"}
    goal.save_revision()
    goal.refresh_from_db()
    assert standing(goal, "en") == Standing.OUTDATED

    confirm(reviewer, goal, "en")

    assert standing(goal, "en") == Standing.REVIEWED


def test_a_reviewer_signs_only_what_was_seen(goal, translator, reviewer):
    seen = goal.latest_revision_id
    translate(translator, goal, {"title": "Інше"}, language="uk")

    with pytest.raises(Overtaken):
        confirm(reviewer, goal, base_revision=seen)

    assert not TranslationRecord.objects.filter(reviewed_by__isnull=False).exists()


@pytest.mark.parametrize("language", ["tr", "bg"])
def test_what_is_not_there_cannot_be_signed(goal, reviewer, language):
    with pytest.raises(DomainError):
        confirm(reviewer, goal, language)


def test_pages_hear_of_a_confirmation(goal, reviewer, django_capture_on_commit_callbacks):
    heard = []

    def hear(sender, instance, **kwargs):
        heard.append((sender, instance.pk))

    standing_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        confirm(reviewer, goal)
    standing_changed.disconnect(hear)

    assert heard == [(Goal, goal.pk)]


def test_a_wording_known_from_elsewhere_is_taken_as_outdated_unless_it_is_as_written(goal):
    other = GoalFactory(title={"bg": "Друго", "en": "Map"}, version=goal.version)

    assert actions.record_texts(actor=None, instance=other) == 0
    assert standing(other, "en") == Standing.OUTDATED

    assert actions.record_texts(actor=None, instance=other, as_written=True) == 1
    assert standing(other, "en") == Standing.UNREVIEWED


def test_recording_twice_writes_once(goal):
    assert actions.record_texts(actor=None, instance=goal) == 0
    assert actions.record_texts(actor=None, instance=goal, as_written=True) == 0
    assert TranslationRecord.objects.count() == 2
