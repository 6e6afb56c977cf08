from __future__ import annotations

import datetime

import factory

from opencity.core.verified import Certainty
from opencity.directory.enums import PlaceKind
from opencity.directory.models import District, OpeningHours
from opencity.publications import models
from opencity.services.models import Guide, GuideStep, Service
from tests.plan.factories import PublishedFactory, texts, words
from tests.services.factories import ContactFactory, PlaceFactory, whole_service


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District

    code = factory.Sequence(lambda n: f"{n:02}")
    slug = factory.Sequence(lambda n: f"district-{n}")
    name = texts("District")
    latitude = factory.Sequence(lambda n: 42.6 + n / 100)
    longitude = 23.3
    area_km2 = 5


class GuideFactory(PublishedFactory):
    class Meta:
        model = Guide

    code = factory.Sequence(lambda n: f"GD{n}")
    slug = factory.Sequence(lambda n: f"guide-{n}")
    title = texts("Guide")
    summary = texts("The way")
    certainty = "documented"


class PackFactory(PublishedFactory):
    class Meta:
        model = models.Pack

    code = factory.Sequence(lambda n: f"pack-{n}")
    slug = factory.Sequence(lambda n: f"pack-{n}")
    title = texts("Pack")
    summary = texts("For everybody")


def pack_of(*services: Service, **values) -> models.Pack:
    """Return a published pack of hand-picked services."""
    picked = [models.PackService(service=service) for service in services]
    return PackFactory(picked=picked, **values)


def full_service(rows: int = 1, **values) -> Service:
    """Return a service with everything, offices with hours, districts and numbers for help."""
    districts = DistrictFactory.create_batch(rows)
    for district in districts:
        PlaceFactory(kind=PlaceKind.DISTRICT_OFFICE, district=district, contacts=[ContactFactory()])
    hours = [
        OpeningHours(day=day, opens=datetime.time(9), closes=datetime.time(17)) for day in range(5)
    ]
    places = [
        PlaceFactory(hours=list(hours), district=districts[0], contacts=[ContactFactory()])
        for _number in range(rows)
    ]
    return whole_service(rows, places=places, **values)


def full_pack(rows: int = 1) -> models.Pack:
    """Return a pack with a guide and ``rows`` services, each with ``rows`` of everything."""
    services = [full_service(rows) for _number in range(rows)]
    services[0].certainty = Certainty.PLACEHOLDER
    services[0].save_revision(clean=False).publish(skip_permission_checks=True)
    steps = [GuideStep(title=words(f"Go {n}"), service=each) for n, each in enumerate(services)]
    return pack_of(*services, guide=GuideFactory(steps=steps))
