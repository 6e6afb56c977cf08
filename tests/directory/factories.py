from __future__ import annotations

import datetime
from decimal import Decimal

import factory
from django.conf import settings

from opencity.directory import models
from opencity.directory.enums import ContactKind, OrganisationKind, PlaceKind
from tests.plan.factories import PublishedFactory, texts, words

SOFIA = settings.CITY.folder / "content"

__all__ = [
    "ContactFactory",
    "DistrictFactory",
    "OrganisationFactory",
    "PlaceFactory",
    "SOFIA",
    "hours",
]


def hours(opens: str = "09:00", closes: str = "17:30", days: int = 5) -> list[models.OpeningHours]:
    """Return unsaved rows for the first days of the week."""
    first, last = (datetime.time.fromisoformat(time) for time in (opens, closes))
    return [models.OpeningHours(day=day, opens=first, closes=last) for day in range(days)]


def exception(starts_on: str, ends_on: str = "", opens: str = "", closes: str = "", reason=None):
    """Return an unsaved exception."""
    return models.HoursException(
        starts_on=datetime.date.fromisoformat(starts_on),
        ends_on=datetime.date.fromisoformat(ends_on or starts_on),
        opens=datetime.time.fromisoformat(opens) if opens else None,
        closes=datetime.time.fromisoformat(closes) if closes else None,
        reason=reason or words("Reason"),
    )


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Contact

    code = factory.Sequence(lambda n: f"contact-{n}")
    kind = ContactKind.PHONE
    value = factory.Sequence(lambda n: f"+359 2 {n:07}")
    label = texts("Label")
    hours_note = texts("Answers")


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.District

    code = factory.Sequence(lambda n: f"{n + 1:02}")
    slug = factory.Sequence(lambda n: f"district-{n}")
    name = texts("District")
    latitude = factory.Sequence(lambda n: Decimal("42.6") + n % 7 * Decimal("0.01"))
    longitude = factory.Sequence(lambda n: Decimal("23.2") + n % 5 * Decimal("0.02"))
    area_km2 = Decimal("3.0")


class OrganisationFactory(PublishedFactory):
    class Meta:
        model = models.Organisation

    code = factory.Sequence(lambda n: f"organisation-{n}")
    kind = OrganisationKind.STATE
    name = texts("Organisation")
    summary = texts("Does")


class PlaceFactory(PublishedFactory):
    class Meta:
        model = models.Place

    code = factory.Sequence(lambda n: f"P{n}")
    slug = factory.Sequence(lambda n: f"office-{n}")
    kind = PlaceKind.OFFICE
    organisation = factory.SubFactory(OrganisationFactory)
    name = texts("Office")
    summary = texts("For")
    address = "ул. „Московска“ 33"
    entrance_note = texts("Door")
    hours_note = texts("Note")
