"""The steps of a version's life as buttons of the office."""

from __future__ import annotations

import pytest

from opencity.accounts.roles import Role
from opencity.plan import models
from tests.plan.factories import edit, whole_plan
from tests.plan.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> models.PlanVersion:
    return whole_plan(number=1)


@pytest.fixture
def unit(desk):
    return desk(person(Role.INTEGRATION_UNIT))


def press(desk, version, step: str):
    return desk.client.post(desk.url(version, step), follow=True)


def told(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_version_goes_its_way_by_buttons(client, unit, version):
    answer = press(unit, version, "start")
    assert told(answer) == ["A new version was started as a copy. Nobody outside sees it yet."]
    draft = models.PlanVersion.objects.get(number=2)
    assert client.get("/en/plan/versions/2/").status_code == 404

    press(unit, draft, "consult")
    assert client.get("/en/plan/versions/2/").status_code == 200

    press(unit, draft, "adopt")
    assert client.get("/api/v1/plan/").json()["version"] == 2
    assert client.get("/en/plan/versions/1/").status_code == 200


def test_step_out_of_order_is_answered_with_the_remedy(unit, version):
    press(unit, version, "start")

    assert told(press(unit, version, "start")) == [
        "Version 2 is still a draft; finish it before you start another."
    ]
    assert told(press(unit, version, "consult")) == ["Only a draft can be opened for consultation."]
    assert models.PlanVersion.objects.count() == 2


def test_looking_at_a_step_does_not_take_it(unit, version):
    for step in ("start", "consult", "adopt"):
        assert unit.client.get(unit.url(version, step)).status_code == 405
    assert models.PlanVersion.objects.count() == 1


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.MEASURE_OWNER])
def test_others_take_no_step(desk, version, role):
    some = desk(person(role))

    for step in ("start", "consult", "adopt"):
        press(some, version, step)

    assert list(models.PlanVersion.objects.values_list("number", "status")) == [(1, "adopted")]


def test_comparison_shows_what_a_draft_changes(unit, version, desk):
    press(unit, version, "start")
    draft = models.PlanVersion.objects.get(number=2)
    measure = models.Measure.objects.get(version=draft)
    edit(measure, title=measure.title | {"en": "Something else"}).publish()

    page = unit.client.get(unit.url(draft, "compare")).content.decode()
    assert "Something else" in page

    owner = desk(person(Role.MEASURE_OWNER))
    hidden = owner.client.get(owner.url(draft, "compare"), follow=True).content.decode()
    assert "Something else" not in hidden


def test_versions_begin_as_copies_only(unit, version):
    answer = unit.client.get(unit.url(models.PlanVersion, "add"), follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain != []
    unit.client.post(unit.url(models.PlanVersion, "add"), {"note_bg": "Нова"})
    unit.client.post(unit.url(version, "copy"), {"note_bg": "Нова"})
    assert models.PlanVersion.objects.count() == 1


def test_public_version_keeps_its_day(unit, version):
    answer = unit.edit(version, published_on="")

    assert answer.status_code == 200
    assert "A public version needs the day it was published." in answer.content.decode()


def test_version_with_measures_is_not_deleted(unit, version):
    answer = unit.client.post(unit.url(version, "delete"), follow=True)

    assert answer.status_code == 200
    assert models.PlanVersion.objects.filter(pk=version.pk).exists()


def test_record_that_others_speak_of_is_not_deleted(unit, version):
    for row in (models.Contributor.objects.get(), models.Measure.objects.get()):
        answer = unit.client.post(unit.url(row, "delete"), follow=True)
        assert "cannot be deleted while other records need it" in told(answer)[0]
        assert type(row).objects.filter(pk=row.pk).exists()


def test_note_is_edited(client, unit, version):
    unit.edit(version, note_bg="Нова бележка")

    assert "Нова бележка" in client.get("/bg/plan/versions/").content.decode()
