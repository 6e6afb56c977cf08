"""What an editor writes reaches the public when somebody else has read it."""

from __future__ import annotations

import pytest

from opencity.accounts.roles import Role
from opencity.core.audit import broken_links
from opencity.core.audit.models import AuditEntry
from opencity.plan import models
from tests.plan.factories import whole_plan
from tests.plan.people import person

pytestmark = pytest.mark.django_db

NEW = "Съвсем ново заглавие"


@pytest.fixture
def measure() -> models.Measure:
    whole_plan()
    return models.Measure.objects.get()


@pytest.fixture
def editor(desk):
    return desk(person(Role.EDITOR))


@pytest.fixture
def reviewer(desk):
    return desk(person(Role.REVIEWER))


def public(client, measure) -> str:
    return client.get(f"/bg/plan/measures/{measure.slug}/").content.decode()


def decide(reviewer, measure, action: str):
    task = measure.current_workflow_task_state
    url = reviewer.url(measure, "workflow_action", action, task.pk)
    return reviewer.client.post(url, {"comment": "Прочетено"})


def test_draft_is_seen_in_the_office_and_nowhere_else(client, measure, editor):
    answer = editor.edit(measure, title_bg=NEW)

    assert answer.status_code == 302
    assert NEW in editor.client.get(editor.url(measure, "edit")).content.decode()
    assert NEW not in public(client, measure)


def test_submitted_and_approved_it_is_public_on_the_next_request(client, measure, editor, reviewer):
    editor.edit(measure, title_bg=NEW, action="submit")
    measure.refresh_from_db()
    assert NEW not in public(client, measure)

    answer = decide(reviewer, measure, "approve")

    assert answer.status_code == 302
    assert NEW in public(client, measure)
    measure.refresh_from_db()
    assert (measure.title["bg"], measure.has_unpublished_changes) == (NEW, False)


def test_rejected_it_stays_a_draft_that_the_editor_goes_on_with(client, measure, editor, reviewer):
    editor.edit(measure, title_bg=NEW, action="submit")
    measure.refresh_from_db()

    decide(reviewer, measure, "reject")

    assert NEW not in public(client, measure)
    assert NEW in editor.open(measure)["title_bg"]


def test_editor_alone_publishes_nothing(client, measure, editor):
    editor.edit(measure, title_bg=NEW, action="publish")

    assert NEW not in public(client, measure)
    measure.refresh_from_db()
    assert measure.title["bg"] != NEW


def test_editor_alone_approves_nothing(client, measure, editor):
    editor.edit(measure, title_bg=NEW, action="submit")
    measure.refresh_from_db()

    decide(editor, measure, "approve")

    assert NEW not in public(client, measure)


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.MEASURE_OWNER, Role.EVALUATOR])
def test_others_do_not_edit_measures(desk, measure, role):
    other = desk(person(role))

    assert other.client.get(other.url(measure, "edit")).status_code == 302
    other.client.post(other.url(measure, "edit"), {"title_bg": NEW})
    assert not measure.revisions.filter(user=other.user).exists()


def test_every_step_is_in_the_unbroken_audit_log(measure, editor, reviewer):
    AuditEntry.objects.all().delete()
    editor.edit(measure, title_bg=NEW, action="submit")
    measure.refresh_from_db()
    decide(reviewer, measure, "approve")

    found = [
        (entry.actor, entry.action, entry.target_id)
        for entry in AuditEntry.objects.filter(target_model="plan.measure")
    ]
    who = {f"user:{editor.user.pk}": "editor", f"user:{reviewer.user.pk}": "reviewer"}
    assert {(who[actor], action) for actor, action, _key in found} >= {
        ("editor", "wagtail.edit"),
        ("editor", "wagtail.workflow.start"),
        ("reviewer", "wagtail.workflow.approve"),
        ("reviewer", "wagtail.publish"),
    }
    assert {key for _actor, _action, key in found} == {str(measure.pk)}
    assert list(broken_links()) == []


def test_rows_of_a_measure_are_edited_and_published_with_it(client, measure, editor, reviewer):
    editor.edit(
        measure, milestones__0__title_bg="Нова стъпка", partners__0__DELETE="on", action="submit"
    )
    measure.refresh_from_db()
    assert "Нова стъпка" not in public(client, measure)

    decide(reviewer, measure, "approve")

    page = public(client, measure)
    assert "Нова стъпка" in page
    assert "Partner 0 bg" not in page


def test_new_measure_is_reviewed_too(client, measure, editor, reviewer):
    form = editor.open(models.Measure, "add")
    editor.send(
        models.Measure,
        form,
        "add",
        version=str(measure.version_id),
        code="A99",
        slug="newest",
        title_bg="Най-нова",
        summary_bg="Накратко",
        heading="leadership",
        action="submit",
    )

    made = models.Measure.objects.get(code="A99")
    assert client.get("/bg/plan/measures/newest/").status_code == 404
    decide(reviewer, made, "approve")
    assert "Най-нова" in public(client, made)


def test_impossible_values_are_named_and_what_was_typed_is_kept(measure, editor):
    answer = editor.edit(
        measure,
        title_bg="",
        what_bg="Дълго писано",
        starts_on="2026-02-01",
        ends_on="2026-01-01",
        developments__0__date="вчера",
        developments__0__sources="Вестник | javascript:alert(1)",
        action="submit",
    )

    assert answer.status_code == 200
    form = answer.context["form"]
    assert form.errors["title"] == ["Write this text in Български."]
    assert "The end cannot be before the start." in str(form.errors)
    facts = form.formsets["developments"].errors[0]
    assert set(facts) == {"date", "sources"}
    assert "Дълго писано" in answer.content.decode()


def test_preview_shows_the_draft_with_its_rows(measure, editor):
    form = editor.open(measure)
    form["title_bg"], form["milestones-0-title_bg"] = NEW, "Нова стъпка"
    url = editor.url(measure, "preview_on_edit")

    assert editor.client.post(url, form).json()["is_valid"] is True
    page = editor.client.get(url).content.decode()

    assert NEW in page
    assert "Нова стъпка" in page


def test_preview_of_a_new_measure_works_before_it_is_saved(measure, editor):
    form = editor.open(models.Measure, "add")
    form["version"], form["code"], form["slug"] = str(measure.version_id), "A99", "newest"
    form["title_bg"], form["summary_bg"], form["heading"] = NEW, "Накратко", "leadership"
    url = editor.url(models.Measure, "preview_on_add")

    editor.client.post(url, form)
    answer = editor.client.get(url)

    assert (answer.status_code, NEW in answer.content.decode()) == (200, True)


PREVIEWED = ("Plan", "Sphere", "Goal", "TargetGroup", "Characteristic", "PlanIndicator")


@pytest.mark.parametrize("name", PREVIEWED)
def test_every_kind_of_record_shows_its_words_in_a_preview(desk, measure, name):
    unit = desk(person(Role.INTEGRATION_UNIT))
    row = getattr(models, name).objects.first()
    form = unit.open(row)
    piece = "title_en" if "title_en" in form else "name_en"
    piece = piece.replace("_en", "_bg")
    form[piece] = NEW
    url = unit.url(row, "preview_on_edit")

    assert unit.client.post(url, form).json()["is_valid"] is True
    assert NEW in unit.client.get(url).content.decode()


def test_comparison_of_versions_marks_words_in_each_language(measure, editor):
    first = measure.latest_revision
    editor.edit(measure, title_bg="Measure нова bg")
    measure.refresh_from_db()
    url = editor.url(measure, "revisions_compare", first.pk, measure.latest_revision_id)

    page = editor.client.get(url).content.decode()

    assert "<ins>нова</ins>" in page
    assert '<div lang="bg" dir="ltr">' in page
    assert '<div lang="ar" dir="rtl">' not in page
