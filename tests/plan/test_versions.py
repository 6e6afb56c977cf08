"""A version of the plan starts as a copy, is put before the public and takes the other's place."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from opencity.accounts.roles import Role
from opencity.core.audit.models import AuditEntry
from opencity.core.errors import DomainError
from opencity.core.texts import TextState, attach_states, state_of
from opencity.plan import models
from opencity.plan.actions import adopt, consult, start_version
from opencity.plan.enums import VersionStatus
from opencity.plan.queries import current_version
from opencity.translation.actions import record_texts
from tests.content import taken_back
from tests.monitor.factories import indicator
from tests.plan.factories import (
    GoalFactory,
    MeasureFactory,
    VersionFactory,
    edit,
    publish,
    whole_plan,
)
from tests.plan.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

DAY = datetime.date(2026, 1, 31)
CHILDREN = (
    "milestones", "provenance", "developments", "budget_lines", "partners", "counted_by",
)  # fmt: skip
LINKS = ("goals", "target_groups", "characteristics", "indicators")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), taken_back():
        yield whole_plan(rows=2, number=1)


@pytest.fixture
def version(made) -> models.PlanVersion:
    return models.PlanVersion.objects.get(pk=made.pk)


def facts(row, without: tuple[str, ...]) -> dict[str, object]:
    names = [f.attname for f in row._meta.concrete_fields if f.attname not in without]
    return {name: getattr(row, name) for name in names}


OWN = (
    "id", "version_id", "latest_revision_id", "live_revision_id", "updated_at",
    "first_published_at", "last_published_at", "measure_id",
)  # fmt: skip


def test_copy_has_everything_that_the_version_before_has(version):
    copy = start_version(actor=None, based_on=version)

    assert (copy.plan, copy.number, copy.status) == (version.plan, 2, VersionStatus.DRAFT)
    assert (copy.based_on, copy.published_on, copy.adopted_on) == (version, None, None)
    kinds = (models.Goal, models.TargetGroup, models.Characteristic, models.PlanIndicator)
    for model in (*kinds, models.Measure):
        before = [facts(row, OWN) for row in model.objects.filter(version=version)]
        after = [facts(row, OWN) for row in model.objects.filter(version=copy)]
        assert after == before
        assert len(after) == 2


def test_copied_measures_have_copies_of_their_rows_and_link_within_the_copy(version):
    copy = start_version(actor=None, based_on=version)

    for old in models.Measure.objects.filter(version=version):
        new = models.Measure.objects.get(version=copy, code=old.code)
        for name in CHILDREN:
            before, after = list(getattr(old, name).all()), list(getattr(new, name).all())
            copied = sorted((facts(row, OWN) for row in after), key=str)
            assert copied == sorted((facts(row, OWN) for row in before), key=str)
            assert {row.pk for row in after} & {row.pk for row in before} == set()
            assert len(after) == 2
        for name in LINKS:
            linked = getattr(new, name).all()
            assert {row.version_id for row in linked} == {copy.pk}
            assert {row.code for row in linked} == {row.code for row in getattr(old, name).all()}
            assert len(linked) == 2


def test_original_keeps_its_rows(version):
    def rows_of(name):
        return getattr(models, name).objects.order_by("pk").values()

    before = {name: list(rows_of(name)) for name in ("Milestone", "Goal")}

    start_version(actor=None, based_on=version)

    for name, rows in before.items():
        kept = rows_of(name).filter(pk__in=[row["id"] for row in rows])
        assert list(kept) == rows


def test_reports_and_evaluations_stay_with_the_version_that_they_speak_of(version):
    copy = start_version(actor=None, based_on=version)

    assert not models.ProgressReport.objects.filter(measure__version=copy).exists()
    assert not models.Evaluation.objects.filter(measure__version=copy).exists()
    assert models.ProgressReport.objects.filter(measure__version=version).count() == 4


def test_copy_of_a_translation_is_as_machine_made_as_the_original(version):
    measure = MeasureFactory(version=version, live=False)
    record_texts(actor=None, instance=measure, origins={"uk": "machine"})
    publish(measure)

    copy = start_version(actor=None, based_on=version)

    twin = models.Measure.objects.get(version=copy, code=measure.code)
    attach_states([twin])
    assert state_of(twin, "title", "uk") is TextState.MACHINE
    assert state_of(twin, "title", "en") is TextState.PLAIN


def test_only_what_is_published_is_copied(version):
    MeasureFactory(version=version, code="A99", live=False)
    measure = models.Measure.objects.filter(version=version).first()
    public = measure.title
    edit(measure, title={"bg": "Чернова"})

    copy = start_version(actor=None, based_on=version)

    assert not models.Measure.objects.filter(version=copy, code="A99").exists()
    twin = models.Measure.objects.get(version=copy, code=measure.code)
    assert (twin.title, twin.has_unpublished_changes) == (public, False)
    assert twin.get_latest_revision_as_object().title == public


def test_link_to_an_unpublished_goal_is_left_out(version):
    hidden = GoalFactory(version=version, live=False)
    measure = models.Measure.objects.filter(version=version).first()
    measure.goals.add(hidden)
    measure.save()

    copy = start_version(actor=None, based_on=version)

    twin = models.Measure.objects.get(version=copy, code=measure.code)
    assert twin.goals.count() == 2


def test_second_draft_is_refused_with_the_remedy(version):
    start_version(actor=None, based_on=version)

    with pytest.raises(DomainError) as caught:
        start_version(actor=None, based_on=version)

    assert "2" in str(caught.value)
    assert models.PlanVersion.objects.count() == 2


def test_another_plans_draft_is_no_hindrance(version):
    start_version(actor=None, based_on=version)
    other = VersionFactory(number=1)

    assert start_version(actor=None, based_on=other).number == 2


def test_number_follows_the_newest_not_the_one_it_is_based_on(version):
    second = start_version(actor=None, based_on=version)
    adopt(actor=None, version=second, day=DAY)

    third = start_version(actor=None, based_on=version)

    assert (third.number, third.based_on) == (3, version)


def test_life_of_a_version(version):
    draft = start_version(actor=None, based_on=version)
    assert current_version() == version

    open_version = consult(actor=None, version=draft, day=DAY)
    assert (open_version.status, open_version.published_on) == ("consultation", DAY)
    assert current_version() == version

    adopted = adopt(actor=None, version=draft, day=DAY + datetime.timedelta(days=9))
    version.refresh_from_db()
    assert (adopted.status, adopted.published_on) == ("adopted", DAY)
    assert adopted.adopted_on == DAY + datetime.timedelta(days=9)
    assert version.status == VersionStatus.SUPERSEDED
    assert current_version() == adopted
    assert list(AuditEntry.objects.filter(action__startswith="plan.").values_list("action")) == [
        ("plan.start_version",),
        ("plan.consult",),
        ("plan.adopt",),
    ]


def test_version_adopted_at_once_gets_its_day(version):
    draft = start_version(actor=None, based_on=version)

    assert adopt(actor=None, version=draft, day=DAY).published_on == DAY


def test_steps_out_of_order_are_refused(version):
    with pytest.raises(DomainError):
        consult(actor=None, version=version, day=DAY)
    with pytest.raises(DomainError):
        adopt(actor=None, version=version, day=DAY)
    draft = start_version(actor=None, based_on=version)
    adopt(actor=None, version=draft, day=DAY)
    with pytest.raises(DomainError):
        adopt(actor=None, version=version, day=DAY)


def test_two_versions_in_force_are_impossible(version):
    with pytest.raises(IntegrityError), transaction.atomic():
        VersionFactory(plan=version.plan, number=2, status=VersionStatus.ADOPTED)


def test_public_version_without_its_day_is_impossible(version):
    with pytest.raises(IntegrityError), transaction.atomic():
        VersionFactory(plan=version.plan, number=2, status="consultation", published_on=None)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.TRANSLATOR, Role.MEASURE_OWNER])
def test_only_the_integration_unit_moves_versions(version, role):
    actor = person(role)
    for step in (
        lambda: start_version(actor=actor, based_on=version),
        lambda: consult(actor=actor, version=version, day=DAY),
        lambda: adopt(actor=actor, version=version, day=DAY),
    ):
        with pytest.raises(PermissionDenied):
            step()


def test_integration_unit_may_start_one(version):
    unit = person(Role.INTEGRATION_UNIT)

    assert start_version(actor=unit, based_on=version).number == 2
    [entry] = AuditEntry.objects.filter(action="plan.start_version")
    assert (entry.actor, entry.detail) == (f"user:{unit.pk}", {"based_on": version.pk})


def test_copy_has_the_links_to_indicators(db):
    before = VersionFactory(number=1)
    links = {"indicator": indicator(), "closeness": "exact", "origin": "document"}
    GoalFactory(version=before, measured_by=[models.GoalIndicator(**links)])
    MeasureFactory(version=before, measured_by=[models.MeasureIndicator(**links)])

    copy = start_version(actor=None, based_on=before)

    for model, name in ((models.GoalIndicator, "goal"), (models.MeasureIndicator, "measure")):
        found = model.objects.get(**{f"{name}__version": copy})
        assert {key: getattr(found, key) for key in links} == links
        assert model.objects.count() == 2
