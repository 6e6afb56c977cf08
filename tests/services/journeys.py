"""Published services, guides and rules of the checklist, made as the office makes them."""

from __future__ import annotations

from itertools import count

from opencity.core.texts import languages
from opencity.services.models import ChecklistItem, Cost, Guide, GuideStep, Service, TimeLimit

_numbers = count(1)


def words(what: str) -> dict[str, str]:
    """Return a text in every language of the site."""
    return {code: f"{what} {code}" for code in languages.codes()}


def published(row):
    """Publish a new row, by a revision."""
    row.live = False
    row.save()
    row.save_revision(clean=False).publish(skip_permission_checks=True)
    row.refresh_from_db()
    return row


def edit(row, **values):
    """Save an edit that nobody has published yet."""
    draft = row.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision(clean=False)


def service(live: bool = True, **values) -> Service:
    """Return a service with a deadline and a cost."""
    number = next(_numbers)
    values = {"title": words(f"Service {number}"), "summary": words("In short"), **values}
    row = Service(code=f"X{number}", slug=f"service-{number}", **values)
    row.time_limits = [
        TimeLimit(kind="deadline", amount=3, unit="month", counts_from="arrival"),
        TimeLimit(kind="processing", amount=14, unit="day"),
    ]
    row.costs = [Cost(amount="7.00", currency="EUR", condition=words("Card"))]
    if live:
        return published(row)
    row.live = False
    row.save()
    return row


def step(what: str = "Step", **values) -> GuideStep:
    """Return an unsaved step of a guide."""
    return GuideStep(title=words(what), **values)


def guide(*steps: GuideStep, **values) -> Guide:
    """Return a guide with these steps."""
    number = next(_numbers)
    values = {"title": words(f"Guide {number}"), "summary": words("In short"), **values}
    row = Guide(code=f"Y{number}", slug=f"guide-{number}", **values)
    row.steps = list(steps)
    return published(row)


def item(code: str, live: bool = True, **values) -> ChecklistItem:
    """Return a rule of the checklist, by default for everybody and without a deadline."""
    number = next(_numbers)
    values = {"title": words(f"Do {code}"), "why": words(f"Reason {code}"), **values}
    row = ChecklistItem(code=code, order=number, **values)
    if live:
        return published(row)
    row.live = False
    row.save()
    return row


def within(amount: int, unit: str, counts_from: str = "arrival") -> dict[str, object]:
    """Return the fields of a deadline."""
    return {"deadline_amount": amount, "deadline_unit": unit, "deadline_from": counts_from}
