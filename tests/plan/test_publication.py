"""What is not published is seen by nobody outside: no page, feed, map, search or data shows it."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from opencity.core.texts import languages
from opencity.plan import models
from opencity.plan.enums import VersionStatus
from tests.content import taken_back
from tests.plan.addresses import everything
from tests.plan.factories import (
    CharacteristicFactory,
    EvaluationFactory,
    GoalFactory,
    IndicatorFactory,
    MeasureFactory,
    ReportFactory,
    SphereFactory,
    TargetGroupFactory,
    VersionFactory,
    children,
    edit,
    publish,
    whole_plan,
    words,
)

pytestmark = pytest.mark.django_db

SECRET = "Secretword"
OPEN = "Openword"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A plan in force, with a version before it, so that every kind of page has something."""
    with django_db_blocker.unblock(), taken_back():
        before = whole_plan(number=1, status=VersionStatus.SUPERSEDED)
        version = whole_plan(number=2, plan=before.plan, based_on=before)
        code = models.Measure.objects.get(version=version).code
        models.Measure.objects.filter(version=before).update(code=code)
        yield version


@pytest.fixture
def version(made) -> models.PlanVersion:
    return models.PlanVersion.objects.get(pk=made.pk)


@pytest.fixture
def measure(version) -> models.Measure:
    return models.Measure.objects.get(version=version)


def leaks(
    client, version, secret: str = SECRET, codes: tuple[str, ...] = ("bg", "ar")
) -> list[str]:
    """Return the addresses that show a word, whatever its case."""
    found = [path for path in everything(version, codes) if shows(get(client, path), secret)]
    for language in codes:
        page = get(client, f"/{language}/search/", q=secret)
        data = get(client, "/api/v1/search", q=secret, lang=language)
        found += [f"/{language}/search/"] * (secret in str(page.context["found"].results))
        found += ["/api/v1/search"] * shows(data, secret)
    return found


def get(client, path: str, **parameters):
    answer = client.get(path, parameters)
    assert (path, answer.status_code) == (path, 200)
    return answer


def shows(answer, secret: str) -> bool:
    return secret.lower() in answer.content.decode().lower()


def text(word: str) -> dict[str, str]:
    return words(f"{word} text")


def test_a_published_text_is_found_everywhere(client, version, measure):
    """The sweep of the other tests would see a leak: it sees what is public."""
    publish_with(measure, title=text(OPEN), summary=text(OPEN))

    found = leaks(client, version, OPEN, languages.codes())

    assert f"/en/plan/measures/{measure.slug}/" in found
    expected = {"/en/", "/en/plan/", "/en/plan/measures/", "/en/plan/print/", "/ar/plan/"}
    data = {"/api/v1/plan/", "/api/v1/plan/measures.csv", "/api/v1/plan/plan.jsonld"}
    search = {"/en/search/", "/api/v1/search", "/en/plan/changes.atom", "/en/plan/versions/2/"}
    assert (expected | data | search) - set(found) == set()


def publish_with(row, **values):
    edit(row, **values).publish(skip_permission_checks=True)


def test_drafted_records_of_every_kind_stay_hidden(client, version, measure):
    of_version = {"version": version, "live": False}
    goal = GoalFactory(**of_version, slug="secretword-goal", title=text(SECRET), text=text(SECRET))
    group = TargetGroupFactory(**of_version, slug="secretword-group", name=text(SECRET))
    characteristic = CharacteristicFactory(**of_version, name=text(SECRET))
    MeasureFactory(
        **of_version,
        slug="secretword-measure",
        title=text(SECRET),
        summary=text(SECRET),
        goals=[goal],
    )
    IndicatorFactory(**of_version, name=text(SECRET), measures=[measure])
    ReportFactory(measure=measure, live=False, text=text(SECRET))
    EvaluationFactory(measure=measure, live=False, rating="complete", grounds=text(SECRET))
    measure.goals.add(goal)
    measure.target_groups.add(group)
    measure.characteristics.add(characteristic)
    publish(measure)

    assert leaks(client, version, codes=languages.codes()) == []
    for path in ("measures/secretword-measure", "goals/secretword-goal", "groups/secretword-group"):
        assert client.get(f"/en/plan/{path}/").status_code == 404


def test_code_of_a_drafted_goal_stays_hidden(client, version, measure):
    goal = GoalFactory(version=version, live=False, code="SECRETWORD")
    measure.goals.add(goal)
    publish(measure)

    assert leaks(client, version) == []


def test_drafted_sphere_stays_hidden(client, version):
    sphere = models.Sphere.objects.get(plan=version.plan, code="leadership")
    publish_with(sphere, name=text(SECRET))
    sphere.refresh_from_db()
    sphere.unpublish()

    assert leaks(client, version) == []
    assert client.get("/en/plan/spheres/leadership/").status_code == 404


TEXTS_OF_MEASURE = ("title", "summary", "what", "why", "marked_note", "responsible")


def test_unpublished_edit_of_a_live_measure_stays_hidden(client, version, measure):
    secret = {name: text(SECRET) for name in TEXTS_OF_MEASURE}
    rows = children(1)
    for row in (row for kind in rows.values() for row in kind):
        for name in ("title", "text", "name", "role", "fund", "what"):
            if hasattr(row, name):
                setattr(row, name, text(SECRET))
    edit(measure, **secret, **rows, provenance=[models.Provenance(note=text(SECRET))])

    assert measure.get_latest_revision_as_object().milestones.first().title == text(SECRET)
    assert leaks(client, version) == []


def test_unpublished_edits_of_all_other_records_stay_hidden(client, version, measure):
    for model, names in {
        models.Plan: ("title", "subtitle", "summary", "authors", "framework", "openness"),
        models.Sphere: ("name", "role"),
        models.Goal: ("title", "text"),
        models.TargetGroup: ("name",),
        models.Characteristic: ("name",),
        models.PlanIndicator: ("name",),
        models.ProgressReport: ("text",),
        models.Evaluation: ("grounds", "evaluator"),
    }.items():
        for row in model.objects.all():
            edit(row, **{name: text(SECRET) for name in names})
    plan = version.plan
    edit(plan, developments=[models.PlanDevelopment(title=text(SECRET), text=text(SECRET))])
    report = models.ProgressReport.objects.first()
    url = "https://example.org/secretword"
    edit(report, evidence=[models.Evidence(title=text(SECRET), url=url)])

    assert leaks(client, version) == []


def test_draft_version_stays_hidden_whole(client, version):
    draft = VersionFactory(
        plan=version.plan,
        number=3,
        status=VersionStatus.DRAFT,
        published_on=None,
        based_on=version,
        note=text(SECRET),
    )
    goal = GoalFactory(version=draft, slug="secretword-goal", title=text(SECRET))
    group = TargetGroupFactory(version=draft, slug="secretword-group", name=text(SECRET))
    measure = MeasureFactory(
        version=draft,
        slug="secretword-measure",
        title=text(SECRET),
        summary=text(SECRET),
        goals=[goal],
        target_groups=[group],
    )
    ReportFactory(measure=measure, text=text(SECRET))
    EvaluationFactory(measure=measure, grounds=text(SECRET))

    assert leaks(client, version) == []
    assert client.get("/en/plan/versions/3/").status_code == 404
    for path in ("measures/secretword-measure", "goals/secretword-goal", "groups/secretword-group"):
        assert client.get(f"/en/plan/{path}/").status_code == 404


def test_what_is_scheduled_stays_hidden_until_its_time(client, version, measure):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    new = MeasureFactory(version=version, live=False, slug="secretword-measure", title=text(SECRET))
    for row in (new, measure):
        edit(row, title=text(SECRET), go_live_at=tomorrow).publish(skip_permission_checks=True)

    assert leaks(client, version) == []
    assert client.get("/en/plan/measures/secretword-measure/").status_code == 404


def test_what_was_taken_off_is_gone_everywhere(client, version, measure):
    publish_with(measure, title=text(SECRET), summary=text(SECRET))
    measure.refresh_from_db()
    assert leaks(client, version) != []

    measure.unpublish()

    assert leaks(client, version) == []


def test_plan_that_is_not_published_answers_with_a_helpful_404(client, version):
    publish_with(version.plan, title=text(SECRET))
    paths = everything(version, languages.codes())
    version.plan.refresh_from_db()
    version.plan.unpublish()

    for path in paths:
        answer = client.get(path)
        always = path == "/sitemap.xml" or path.strip("/") in languages.codes()
        assert (path, answer.status_code) == (path, 200 if always else 404)
        assert SECRET not in answer.content.decode()


def test_only_evaluations_that_are_public_count_as_the_rating(client, version, measure):
    models.Evaluation.objects.all().delete()
    EvaluationFactory(measure=measure, live=False, rating="complete")

    [row] = client.get("/api/v1/plan/").json()["measures"]

    assert row["status"] == "no_evidence"


def test_spheres_of_another_plan_do_not_mix(client, version):
    other = VersionFactory(number=1, status=VersionStatus.SUPERSEDED)
    SphereFactory(plan=other.plan, code="leadership", name=text(SECRET))

    assert leaks(client, version) == []
