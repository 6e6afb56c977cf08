"""Sofia's own content: whole, as the document says, in six languages, honestly marked."""

from __future__ import annotations

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from opencity.core.texts import TextState, attach_states, languages, state_of, text_fields
from opencity.plan.enums import VersionStatus
from opencity.plan.models import (
    Characteristic,
    Contributor,
    Forum,
    Goal,
    Measure,
    Plan,
    PlanDevelopment,
    PlanIndicator,
    PlanVersion,
    Provenance,
    Sphere,
    TargetGroup,
)
from opencity.plan.queries import current_version

pytestmark = [pytest.mark.usefixtures("sofia"), pytest.mark.django_db]

LEAD, INTE, OPEN = "leadership", "integration", "internationalisation"

# Heading of the document, symbols beside the title in the document, reading of the editors.
MEASURES = {
    "A01": (LEAD, [], [LEAD, INTE]),
    "A02": (LEAD, [], [LEAD, OPEN]),
    "A03": (LEAD, [], [LEAD, INTE]),
    "A04": (LEAD, [OPEN, INTE], [LEAD, INTE, OPEN]),
    "A05": (LEAD, [], [LEAD]),
    "A06": (LEAD, [], [LEAD]),
    "A07": (INTE, [], [INTE, OPEN]),
    "A08": (INTE, [], [INTE, OPEN]),
    "A09": (INTE, [], [INTE, OPEN]),
    "A10": (INTE, [], [INTE]),
    "A11": (INTE, [], [INTE, OPEN]),
    "A12": (INTE, [], [INTE]),
    "A13": (INTE, [], [INTE]),
    "A14": (INTE, [], [INTE, OPEN]),
    "A15": (OPEN, [], [OPEN, LEAD]),
    "A16": (OPEN, [], [OPEN, INTE]),
    "A17": (OPEN, [], [OPEN, INTE]),
}

INDICATORS = {
    "I1": ("composite", ["A04", "A07", "A15", "A16"]),
    "I2": ("composite", ["A01", "A05", "A09"]),
    "I3": ("count", ["A08", "A11", "A12", "A14"]),
    "I4": ("count", ["A02", "A03", "A10"]),
    "I5": ("composite", ["A05", "A13"]),
    "I6": ("count", ["A07", "A14", "A15"]),
    "I7": ("count", ["A02", "A15"]),
    "I8": ("count", ["A08", "A11", "A15", "A17"]),
}


def test_the_seventeen_measures_stand_where_the_document_puts_them():
    found = {
        row.code: (row.heading, set(row.spheres_marked), set(row.spheres_proposed))
        for row in Measure.objects.public()
    }

    assert found == {code: (h, set(m), set(p)) for code, (h, m, p) in MEASURES.items()}


def test_plan_has_all_that_the_document_names():
    codes = {
        model: sorted(model.objects.values_list("code", flat=True))
        for model in (Goal, TargetGroup, Characteristic, Contributor, Forum)
    }

    assert codes == {
        Goal: ["G1", "G2", "G3", "G4", "G5"],
        TargetGroup: ["T1", "T2", "T3", "T4"],
        Characteristic: [f"C{n}" for n in range(1, 10)],
        Contributor: [f"P{n}" for n in range(1, 7)],
        Forum: ["F1", "F2", "F3"],
    }
    assert list(Sphere.objects.values_list("code", "symbol")) == [
        (LEAD, "▲"),
        (INTE, "●"),
        (OPEN, "■"),
    ]


def test_indicators_name_their_measures():
    found = {
        row.code: (row.kind, sorted(measure.code for measure in row.measures.all()))
        for row in PlanIndicator.objects.all()
    }

    assert found == INDICATORS


def test_version_is_the_one_made_public_in_2010():
    version = current_version()

    assert version is not None
    assert (version.number, version.status) == (1, VersionStatus.CONSULTATION)
    assert str(version.published_on) == "2010-11-14"
    assert PlanVersion.objects.count() == 1


def test_what_the_document_does_not_say_stays_empty():
    for row in Measure.objects.all():
        assert (row.starts_on, row.ends_on, row.responsible, row.owner) == (None, None, {}, None)
        assert not row.milestones.exists()
        assert not row.budget_lines.exists()


def test_links_that_the_document_does_not_make_are_marked_as_ours():
    origins = Measure.objects.values_list("goals_origin", "target_groups_origin")

    assert set(origins) == {("proposed", "proposed")}


def test_every_fact_since_names_its_sources():
    facts = [fact for row in Measure.objects.all() for fact in row.developments.all()]
    facts += PlanDevelopment.objects.all()

    assert len(facts) > 0
    assert [fact for fact in facts if fact.certainty == "documented" and not fact.sources] == []


def test_measure_names_its_proposer_or_says_that_nobody_is_named():
    named = set(
        Provenance.objects.exclude(contributor=None).values_list("measure__code", flat=True)
    )
    unknown = set(Measure.objects.filter(provenance_unknown=True).values_list("code", flat=True))

    assert named | unknown == set(MEASURES)
    assert named & unknown == set()


def all_rows() -> list:
    models = (Plan, Sphere, Goal, TargetGroup, Characteristic, Measure, PlanIndicator)
    rows = [row for model in (*models, Contributor, Forum) for row in model.objects.all()]
    measures = Measure.objects.all()
    for name in ("provenance", "developments", "counted_by"):
        rows += [child for measure in measures for child in getattr(measure, name).all()]
    return [*rows, *PlanDevelopment.objects.all(), *PlanVersion.objects.all()]


def test_every_text_has_all_six_languages():
    assert languages.codes() == ("bg", "en", "uk", "ru", "tr", "ar")
    texts = [
        (row, field.name, getattr(row, field.name))
        for row in all_rows()
        for field in text_fields(row)
    ]
    assert len(texts) > 200
    assert [(row, name, set(text)) for row, name, text in texts if text and len(text) < 6] == []


def test_machine_translations_say_so_and_the_others_do_not():
    rows = all_rows()
    attach_states(rows)
    machine, plain = ("uk", "ru", "tr", "ar"), ("bg", "en")

    pieces = [
        (code, state_of(row, field.name, code))
        for row in rows
        for field in text_fields(row)
        for code in getattr(row, field.name) or {}
    ]

    assert {state for code, state in pieces if code in machine} == {TextState.MACHINE}
    assert {state for code, state in pieces if code in plain} == {TextState.PLAIN}


def test_loading_it_again_changes_nothing():
    told = StringIO()

    call_command("load", str(settings.CITY.folder / "content"), stdout=told)

    assert told.getvalue().startswith("0 created, 0 changed, ")
    assert told.getvalue().endswith(" unchanged, 0 conflicts\n")
