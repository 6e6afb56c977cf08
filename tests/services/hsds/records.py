"""Records as another system writes them, and rows as the office makes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from opencity.core.texts import languages
from opencity.directory.models import Contact, Organisation, Place
from opencity.services.models import Cost, Document, RequiredDocument, Service, Step, Topic

NAMESPACE = UUID("3d8d3f0e-94a8-5d10-9c45-0b1c51c0a5f1")


def key(name: str) -> str:
    return str(uuid5(NAMESPACE, name))


def foreign(number: int = 1, **values: Any) -> dict[str, Any]:
    """A service of another system with fields that Open City has no place for."""
    service = key(f"service {number}")
    record = {
        "id": service,
        "name": f"Food bank {number}",
        "description": "Food for everybody.\n\nNo questions asked.",
        "status": "active",
        "url": "https://food.example.org/",
        "minimum_age": 18,
        "licenses": "A licence",
        "eligibility_description": "Anybody in need",
        "application_process": "Ring first, then come.",
        "last_modified": "2024-05-06T07:08:09+00:00",
        "organization": {
            "id": key("organization"),
            "name": "Food Aid",
            "description": "A charity",
            "year_incorporated": 1999,
            "website": "https://aid.example.org/",
        },
        "phones": [
            {
                "id": key(f"phone {number}"),
                "number": f"+44 20 {number:04}",
                "extension": 12,
                "languages": [{"id": key(f"language {number}"), "name": "French", "code": "fr"}],
            }
        ],
        "funding": [{"id": key(f"funding {number}"), "source": "Donations"}],
        "cost_options": [
            {"id": key(f"cost {number}"), "amount": 2.5, "currency": "GBP", "option": "a box"}
        ],
        "required_documents": [{"id": key(f"paper {number}"), "document": "Identity card"}],
        "attributes": [
            {
                "id": key(f"attribute {number}"),
                "link_id": service,
                "link_entity": "service",
                "taxonomy_term_id": key("term"),
                "taxonomy_term": {"id": key("term"), "name": "Food", "description": "Eating"},
            }
        ],
        "service_at_locations": [
            {
                "id": key(f"link {number}"),
                "description": "Side door",
                "location": {
                    "id": key("location"),
                    "location_type": "physical",
                    "name": "The Hall",
                    "latitude": 51.5,
                    "longitude": -0.123456789,
                    "transportation": "Bus 12",
                    "schedules": [
                        {
                            "id": key("schedule"),
                            "freq": "WEEKLY",
                            "byday": "MO,WE",
                            "opens_at": "09:00",
                            "closes_at": "17:00",
                        },
                        {
                            "id": key("monthly"),
                            "freq": "MONTHLY",
                            "byday": "2MO",
                            "opens_at": "09:00",
                            "closes_at": "12:00",
                        },
                    ],
                    "addresses": [
                        {
                            "id": key("address"),
                            "address_1": "1 High Street",
                            "city": "London",
                            "state_province": "",
                            "postal_code": "N1 1AA",
                            "country": "GB",
                            "address_type": "physical",
                        }
                    ],
                },
            }
        ],
    }
    record.update(values)
    return {name: value for name, value in record.items() if value is not None}


def as_json(folder: Path, *records: Any, name: str = "services.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    return file


def texts(word: str) -> dict[str, str]:
    return {code: f"{word} {code}" for code in languages.codes()}


def office_service(code: str = "T1", *, live: bool = True) -> Service:
    """A service with a provider, a place and a few facts, as the office publishes it."""
    part = {"live": live, "certainty": "documented"}
    provider = Organisation.objects.create(
        code=f"{code}-org", kind="ngo", name=texts("Org"), **part
    )
    place = Place.objects.create(
        code=f"{code}-place",
        slug=f"{code}-place".lower(),
        name=texts("Place"),
        address="ул. „Московска“ 33",
        organisation=provider,
        **part,
    )
    paper = Document.objects.create(
        code=f"{code}-paper", slug=f"{code}-paper".lower(), name=texts("Paper"), **part
    )
    topic, _new = Topic.objects.get_or_create(
        code="topic", defaults={"slug": "topic", "name": texts("Topic")}
    )
    contact = Contact.objects.create(code=f"{code}-phone", kind="phone", value="+359 2 1234")
    row = Service(
        code=code,
        slug=code.lower(),
        title=texts("Title"),
        summary=texts("Summary"),
        provider=provider,
        groups=["eu"],
        **part,
    )
    row.topics, row.places, row.contacts = [topic], [place], [contact]
    row.save()
    Step.objects.create(service=row, title=texts("Step"), sort_order=0)
    Cost.objects.create(service=row, amount="7.00", condition=texts("Cost"), sort_order=0)
    RequiredDocument.objects.create(service=row, document=paper, sort_order=0)
    return row
