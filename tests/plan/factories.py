from __future__ import annotations

import datetime

import factory

from opencity.core.texts import languages
from opencity.plan import models
from opencity.plan.enums import (
    ContributorKind,
    IndicatorKind,
    OwnWord,
    Rating,
    SphereCode,
    VersionStatus,
)


def words(what: str) -> dict[str, str]:
    """Return a text in every language of the site."""
    return {code: f"{what} {code}" for code in languages.codes()}


def texts(what: str):
    return factory.Sequence(lambda n: words(f"{what} {n}"))


def publish(row):
    """Publish a row as the office does, by a revision."""
    row.save_revision(clean=False).publish(skip_permission_checks=True)
    row.refresh_from_db()
    return row


def edit(row, **values):
    """Save an edit that nobody has published yet; return its revision."""
    draft = row.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    return draft.save_revision(clean=False)


class PublishedFactory(factory.django.DjangoModelFactory):
    """Makes rows as the office does: drafted, then published unless ``live`` is false."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        live = kwargs.pop("live", True)
        links = {f.name: kwargs.pop(f.name, None) for f in model_class._meta.many_to_many}
        row = model_class(*args, live=False, **kwargs)
        for name, linked in links.items():
            if linked is not None:
                setattr(row, name, linked)
        row.save()
        return publish(row) if live else row


class PlanFactory(PublishedFactory):
    class Meta:
        model = models.Plan

    code = factory.Sequence(lambda n: f"plan-{n}")
    title = texts("Plan")
    subtitle = texts("Subtitle")
    summary = texts("Summary")
    source_title = "The document"
    source_url = "https://example.org/plan"
    source_date = datetime.date(2010, 11, 14)


class VersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.PlanVersion

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    status = VersionStatus.ADOPTED
    note = texts("Note")
    published_on = datetime.date(2024, 1, 1)


class SphereFactory(PublishedFactory):
    class Meta:
        model = models.Sphere

    plan = factory.SubFactory(PlanFactory)
    code = SphereCode.INTEGRATION
    symbol = "●"
    name = texts("Sphere")
    role = texts("Role")


class GoalFactory(PublishedFactory):
    class Meta:
        model = models.Goal

    version = factory.SubFactory(VersionFactory)
    code = factory.Sequence(lambda n: f"G{n:03}")
    slug = factory.Sequence(lambda n: f"goal-{n}")
    title = texts("Goal")
    text = texts("Wording")


class TargetGroupFactory(PublishedFactory):
    class Meta:
        model = models.TargetGroup

    version = factory.SubFactory(VersionFactory)
    code = factory.Sequence(lambda n: f"T{n:03}")
    slug = factory.Sequence(lambda n: f"group-{n}")
    name = texts("Group")


class CharacteristicFactory(PublishedFactory):
    class Meta:
        model = models.Characteristic

    version = factory.SubFactory(VersionFactory)
    code = factory.Sequence(lambda n: f"C{n:03}")
    name = texts("Characteristic")


class IndicatorFactory(PublishedFactory):
    class Meta:
        model = models.PlanIndicator

    version = factory.SubFactory(VersionFactory)
    code = factory.Sequence(lambda n: f"I{n:03}")
    name = texts("Indicator")
    kind = IndicatorKind.COUNT


class ContributorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Contributor

    plan = factory.SubFactory(PlanFactory)
    code = factory.Sequence(lambda n: f"P{n:03}")
    kind = ContributorKind.STUDENTS_GAME
    name = texts("Contributor")


class ForumFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Forum

    plan = factory.SubFactory(PlanFactory)
    code = factory.Sequence(lambda n: f"F{n:03}")
    name = texts("Forum")


class MeasureFactory(PublishedFactory):
    class Meta:
        model = models.Measure

    version = factory.SubFactory(VersionFactory)
    code = factory.Sequence(lambda n: f"A{n:03}")
    slug = factory.Sequence(lambda n: f"measure-{n}")
    title = texts("Measure")
    summary = texts("In short")
    what = texts("What")
    why = texts("Why")
    heading = SphereCode.INTEGRATION


class ReportFactory(PublishedFactory):
    class Meta:
        model = models.ProgressReport

    measure = factory.SubFactory(MeasureFactory)
    period_start = datetime.date(2024, 1, 1)
    period_end = datetime.date(2024, 3, 31)
    own_word = OwnWord.UNDER_WAY
    text = texts("Report")


class EvaluationFactory(PublishedFactory):
    class Meta:
        model = models.Evaluation

    measure = factory.SubFactory(MeasureFactory)
    rating = Rating.LIMITED
    found_on = datetime.date(2024, 4, 1)
    evaluator = texts("Evaluator")
    grounds = texts("Grounds")


def children(count: int) -> dict[str, list]:
    """Return unsaved rows of every kind for a measure."""
    day = datetime.date(2025, 1, 1)
    return {
        "milestones": [
            models.Milestone(title=words(f"Step {n}"), text=words("Text"), due_on=day)
            for n in range(count)
        ],
        "developments": [
            models.Development(
                date="2021-09",
                title=words(f"Since {n}"),
                text=words("Text"),
                sources=[{"title": "Paper", "address": "https://example.org/paper"}],
            )
            for n in range(count)
        ],
        "budget_lines": [
            models.BudgetLine(year=2025, kind="planned", amount=100 + n, fund=words("Fund"))
            for n in range(count)
        ],
        "partners": [
            models.Partner(name=words(f"Partner {n}"), role=words("Part")) for n in range(count)
        ],
        "counted_by": [
            models.CountedBy(register=f"register-{n}", what=words(f"Counted {n}"))
            for n in range(count)
        ],
    }


def whole_plan(rows: int = 1, **version) -> models.PlanVersion:
    """Return a version in force with ``rows`` records of every kind, all linked."""
    made = VersionFactory(**version)
    if not made.plan.sphere_set.exists():
        for code, symbol in zip(SphereCode.values, "▲●■", strict=True):
            SphereFactory(plan=made.plan, code=code, symbol=symbol)
    goals = GoalFactory.create_batch(rows, version=made)
    groups = TargetGroupFactory.create_batch(rows, version=made)
    characteristics = CharacteristicFactory.create_batch(rows, version=made)
    contributors = ContributorFactory.create_batch(rows, plan=made.plan)
    forums = ForumFactory.create_batch(rows, plan=made.plan)
    measures = [
        MeasureFactory(
            version=made,
            goals=goals,
            target_groups=groups,
            characteristics=characteristics,
            provenance=[
                models.Provenance(contributor=who, forum=where, note=words("Note"))
                for who, where in zip(contributors, forums, strict=True)
            ],
            **children(rows),
        )
        for _number in range(rows)
    ]
    IndicatorFactory.create_batch(rows, version=made, measures=measures)
    for measure in measures:
        ReportFactory.create_batch(rows, measure=measure, evidence=_evidence(rows))
        EvaluationFactory.create_batch(rows, measure=measure)
    return made


def _evidence(count: int) -> list[models.Evidence]:
    return [
        models.Evidence(title=words(f"Evidence {n}"), url=f"https://example.org/{n}")
        for n in range(count)
    ]
