from __future__ import annotations

import datetime

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from opencity.plan.enums import SphereCode, VersionStatus
from opencity.plan.models import Goal, Measure, Milestone, Plan, PlanVersion
from opencity.services.models import Topic
from opencity.translation.models import GlossaryTerm


def officer(email, *permissions):
    """An account that may enter the office and do what is named."""
    user = get_user_model().objects.create_user(email)
    for each in ("wagtailadmin.access_admin", *permissions):
        app, codename = each.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return get_user_model().objects.get(pk=user.pk)


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Plan

    code = factory.Sequence(lambda n: f"plan-{n}")
    title = factory.LazyFunction(dict)


class VersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanVersion

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    status = VersionStatus.CONSULTATION
    published_on = datetime.date(2024, 1, 1)


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    version = factory.SubFactory(VersionFactory)
    code = factory.Sequence(lambda n: f"G{n}")
    slug = factory.Sequence(lambda n: f"goal-{n}")
    title = factory.Sequence(lambda n: {"bg": f"Цел {n}", "en": f"Goal {n}"})


class MeasureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Measure

    version = factory.SubFactory(VersionFactory)
    code = factory.Sequence(lambda n: f"A{n}")
    slug = factory.Sequence(lambda n: f"measure-{n}")
    title = factory.Sequence(lambda n: {"bg": f"Мярка {n}"})
    summary = factory.LazyFunction(lambda: {"bg": "Накратко"})
    heading = SphereCode.INTEGRATION


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    measure = factory.SubFactory(MeasureFactory)
    sort_order = factory.Sequence(int)
    title = factory.Sequence(lambda n: {"bg": f"Стъпка {n}"})


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GlossaryTerm

    code = factory.Sequence(lambda n: f"term-{n}")
    name = factory.LazyFunction(lambda: {"bg": "лична карта", "en": "identity card"})
    definition = factory.LazyFunction(lambda: {"bg": "Документ"})


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    code = factory.Sequence(lambda n: f"topic-{n}")
    slug = factory.Sequence(lambda n: f"topic-{n}")
    name = factory.LazyFunction(lambda: {"bg": "Здраве", "en": "Health"})
