"""What a version changed is told record by record and word by word."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from opencity.core.texts.differences import Part
from opencity.plan import models
from opencity.plan.actions import start_version
from opencity.plan.changes import differences
from tests.monitor.factories import indicator
from tests.plan.factories import GoalFactory, MeasureFactory, VersionFactory, edit, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def before():
    version = VersionFactory(number=1)
    goals = [GoalFactory(version=version, code=code) for code in ("G1", "G2")]
    MeasureFactory(
        version=version,
        code="A01",
        title={"bg": "Мярка", "en": "Train the staff"},
        goals=goals[:1],
        spheres_proposed=["leadership"],
    )
    MeasureFactory(version=version, code="A02", title={"bg": "Друга", "en": "Second"})
    return version


@pytest.fixture
def after(before):
    return start_version(actor=None, based_on=before)


def found(before, after, **options) -> list[tuple[str, str, str]]:
    with override("en"):
        rows = differences(before, after, **options)
    return [(row.what, row.kind, row.code) for row in rows]


def test_copy_changes_nothing(before, after):
    assert differences(before, after) == []


def test_text_differs_word_by_word(before, after):
    measure = models.Measure.objects.get(version=after, code="A01")
    edit(measure, title={"bg": "Мярка", "en": "Train all staff"}).publish()

    with override("en"):
        [row] = differences(before, after)

    assert (row.what, row.code, row.label) == ("changed", "A01", "A01 Train all staff")
    [field] = row.fields
    assert field.label == "title"
    assert field.parts == [
        Part("same", "Train "),
        Part("del", "the"),
        Part("ins", "all"),
        Part("same", " staff"),
    ]


def test_links_spheres_and_dates_differ_as_wholes(before, after):
    measure = models.Measure.objects.get(version=after, code="A01")
    measure.goals.set([models.Goal.objects.get(version=after, code="G2")])
    measure.spheres_proposed, measure.heading = ["integration"], "leadership"
    publish(measure)

    with override("en"):
        [row] = differences(before, after)

    told = {f.label: [(part.kind, part.text) for part in f.parts] for f in row.fields}
    assert told == {
        "sphere by heading": [
            ("del", "integration"),
            ("ins", "leadership"),
            ("same", " "),
            ("del", "●"),
            ("ins", "▲"),
        ],
        "spheres, as the editors read it": [("del", "leadership"), ("ins", "integration")],
        "goals": [("del", "G1"), ("ins", "G2")],
    }


def test_new_and_left_out_records_are_told(before, after):
    models.Measure.objects.get(version=after, code="A02").unpublish()
    GoalFactory(version=after, code="G3")

    assert found(before, after) == [("added", "goal", "G3"), ("removed", "measure", "A02")]
    assert found(after, before) == [("removed", "goal", "G3"), ("added", "measure", "A02")]


def test_public_comparison_knows_nothing_of_drafts_and_the_offices_does(before, after):
    MeasureFactory(version=after, code="A03", live=False)
    hidden = GoalFactory(version=after, code="G3", live=False)
    measure = models.Measure.objects.get(version=after, code="A01")
    measure.goals.add(hidden)
    measure.save()

    assert found(before, after) == []
    assert found(before, after, drafts=True) == [
        ("added", "goal", "G3"),
        ("changed", "measure", "A01"),
        ("added", "measure", "A03"),
    ]


def test_page_compares_with_the_version_it_is_based_on(client, before, after):
    edit(models.Measure.objects.get(version=after, code="A02"), title={"bg": "Трета"}).publish()
    assert client.get("/bg/plan/versions/2/").status_code == 404

    models.PlanVersion.objects.filter(pk=after.pk).update(
        status="consultation", published_on=before.published_on
    )

    page = client.get("/bg/plan/versions/2/").content.decode()
    assert "<del>Друга</del><ins>Трета</ins>" in page
    assert page.count('<span class="badge">променено</span>') == 1
    assert "<del>" not in client.get("/bg/plan/versions/1/").content.decode()


def test_links_to_indicators_differ_with_how_well_and_who_says_so(before, after):
    rows = [indicator("shown"), indicator("secret", live=False)]
    goal = models.Goal.objects.get(version=after, code="G1")
    links = [models.GoalIndicator(indicator=row, closeness="proxy") for row in rows]
    edit(goal, measured_by=links).publish()

    with override("en"):
        [public] = differences(before, after)
        [drafts] = differences(before, after, drafts=True)

    told = "(stands in for it; proposed by the editors)"
    assert [field.label for field in public.fields] == ["indicators of the monitor"]
    assert "".join(part.text for part in public.fields[0].parts) == f"shown {told}"
    assert "secret" in "".join(part.text for part in drafts.fields[0].parts)
    assert (public.kind, public.code) == ("goal", "G1")
