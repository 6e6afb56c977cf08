"""A measure is evaluated by somebody independent of its owner."""

from __future__ import annotations

import pytest

from opencity.accounts.roles import Role
from opencity.plan import models
from tests.plan.factories import EvaluationFactory, MeasureFactory, VersionFactory
from tests.plan.people import person

pytestmark = pytest.mark.django_db

REFUSAL = "The owner of a measure cannot evaluate it."


@pytest.fixture
def evaluator(desk):
    return desk(person(Role.EVALUATOR))


@pytest.fixture
def measure() -> models.Measure:
    return MeasureFactory(version=VersionFactory(), code="A01")


def find(desk, measure, **changed):
    form = desk.open(models.Evaluation, "add")
    whole = {
        "measure": str(measure.pk) if measure else "",
        "rating": "substantial",
        "found_on": "2026-01-31",
        "evaluator_bg": "Независим институт",
        "grounds_bg": "Прочетохме всичко",
        "sources": "Доклад | https://example.org/report",
    }
    return desk.send(models.Evaluation, form, "add", **(whole | changed))


def test_finding_of_an_evaluator_is_on_the_page_and_in_the_data(client, evaluator, measure):
    assert find(evaluator, measure, action="publish").status_code == 302

    page = client.get(f"/bg/plan/measures/{measure.slug}/").content.decode()
    assert "Независим институт" in page
    assert 'href="https://example.org/report"' in page
    [row] = client.get("/api/v1/plan/").json()["measures"]
    assert row["status"] == "substantial"
    assert models.Evaluation.objects.get().author == evaluator.user


def test_owner_cannot_evaluate_their_own_measure(desk, measure):
    administrator = desk(person(Role.ADMINISTRATOR))
    models.Measure.objects.filter(pk=measure.pk).update(owner=administrator.user)

    answer = find(administrator, measure, action="publish")

    assert REFUSAL in answer.content.decode()
    assert models.Evaluation.objects.count() == 0


def test_owner_cannot_change_what_another_found(desk, measure):
    administrator = desk(person(Role.ADMINISTRATOR))
    models.Measure.objects.filter(pk=measure.pk).update(owner=administrator.user)
    found = EvaluationFactory(measure=measure, rating="limited")

    answer = administrator.edit(found, rating="complete", action="publish")

    assert REFUSAL in answer.content.decode()
    found.refresh_from_db()
    assert found.rating == "limited"


def test_finding_cannot_be_moved_to_ones_own_measure(desk, evaluator, measure):
    administrator = desk(person(Role.ADMINISTRATOR))
    own = MeasureFactory(version=measure.version, code="A02", owner=administrator.user)
    find(evaluator, measure)
    found = models.Evaluation.objects.get()

    answer = administrator.edit(found, measure=str(own.pk))

    assert REFUSAL in answer.content.decode()


@pytest.mark.parametrize("action", [None, "publish"])
def test_empty_form_is_answered_with_what_is_missing(evaluator, action):
    answer = find(evaluator, None, rating="", action=action)

    assert answer.status_code == 200
    assert "measure" in answer.context["form"].errors


@pytest.mark.parametrize(
    "role", [Role.MEASURE_OWNER, Role.EDITOR, Role.REVIEWER, Role.INTEGRATION_UNIT]
)
def test_others_evaluate_nothing(desk, measure, role):
    some = desk(person(role))

    assert some.client.get(some.url(models.Evaluation, "add")).status_code == 302
    some.client.post(some.url(models.Evaluation, "add"), {"measure": str(measure.pk)})
    assert models.Evaluation.objects.count() == 0


def test_finding_stays_apart_from_the_owners_own_word(client, measure):
    EvaluationFactory(measure=measure, rating="limited")

    page = client.get(f"/en/plan/measures/{measure.slug}/").content.decode()

    assert "Independent evaluation" in page
    assert "limited progress" in page
    assert "The owner has not reported yet." in page
