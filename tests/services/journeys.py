"""Guides and rules of the checklist, made as the office makes them."""

from __future__ import annotations

import factory

from opencity.services.models import ChecklistItem, Cost, Guide, GuideStep, Service, TimeLimit
from tests.plan.factories import PublishedFactory, texts, words
from tests.services.factories import ServiceFactory


class GuideFactory(PublishedFactory):
    class Meta:
        model = Guide

    code = factory.Sequence(lambda n: f"G{n:03}")
    slug = factory.Sequence(lambda n: f"guide-{n}")
    title = texts("Guide")
    summary = words("In short")


class ItemFactory(PublishedFactory):
    class Meta:
        model = ChecklistItem

    title = factory.LazyAttribute(lambda row: words(f"Do {row.code}"))
    why = factory.LazyAttribute(lambda row: words(f"Reason {row.code}"))
    order = factory.Sequence(lambda n: n)


def service(**values) -> Service:
    """Return a service with a deadline, another length of time and a cost."""
    limits = [
        TimeLimit(kind="deadline", amount=3, unit="month", counts_from="arrival"),
        TimeLimit(kind="processing", amount=14, unit="day"),
    ]
    costs = [Cost(amount="7.00", currency="EUR", condition=words("Card"))]
    return ServiceFactory(**{"time_limits": limits, "costs": costs, **values})


def step(what: str = "Step", **values) -> GuideStep:
    """Return an unsaved step of a guide."""
    return GuideStep(title=words(what), **values)


def guide(*steps: GuideStep, **values) -> Guide:
    """Return a guide with these steps."""
    return GuideFactory(steps=list(steps), **values)


def item(code: str, **values) -> ChecklistItem:
    """Return a rule of the checklist, by default for everybody and without a deadline."""
    return ItemFactory(code=code, **values)


def within(amount: int, unit: str, counts_from: str = "arrival") -> dict[str, object]:
    """Return the fields of a deadline."""
    return {"deadline_amount": amount, "deadline_unit": unit, "deadline_from": counts_from}
