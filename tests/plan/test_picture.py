"""Each measure stands once for each of its goals, under the sphere of its heading."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from opencity.plan import queries
from opencity.plan.models import Measure
from opencity.plan.picture import mark, picture
from tests.plan.factories import (
    EvaluationFactory,
    GoalFactory,
    MeasureFactory,
    SphereFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    made = VersionFactory()
    for code, symbol in (("leadership", "▲"), ("integration", "●")):
        SphereFactory(plan=made.plan, code=code, symbol=symbol, order=ord(symbol))
    first = GoalFactory(version=made, code="G1", slug="first")
    second = GoalFactory(version=made, code="G2", slug="second")
    MeasureFactory(
        version=made,
        code="A01",
        slug="a01",
        heading="leadership",
        spheres_proposed=["leadership", "integration"],
        goals=[first, second],
    )
    MeasureFactory(version=made, code="A02", slug="a02", heading="integration")
    return made


@pytest.fixture
def drawn(version):
    with override("en"):
        return picture(
            queries.goals(version), queries.spheres(version.plan), queries.measures(version)
        )


def test_measures_stand_in_the_row_of_each_goal_and_the_column_of_their_heading(drawn):
    found = [
        (row["goal"]["code"], cell["sphere"], [mark["code"] for mark in cell["measures"]])
        for row in drawn["rows"]
        for cell in row["cells"]
    ]

    assert sorted(found) == sorted(
        [
            ("G1", "leadership", ["A01"]),
            ("G1", "integration", []),
            ("G2", "leadership", ["A01"]),
            ("G2", "integration", []),
            ("", "leadership", []),
            ("", "integration", ["A02"]),
        ]
    )


def test_mark_tells_symbol_progress_other_spheres_and_address(version):
    EvaluationFactory(measure=Measure.objects.get(code="A01"), rating="substantial")
    [measure] = queries.measures(version, code="A01")

    with override("en"):
        found = mark(measure, {"leadership": "▲", "integration": "●"})

    assert found == {
        "code": "A01",
        "title": measure.title["en"],
        "url": "/en/plan/measures/a01/",
        "status": "substantial",
        "status_label": "substantial progress",
        "sphere": "leadership",
        "symbol": "▲",
        "others": [{"code": "integration", "symbol": "●"}],
    }
