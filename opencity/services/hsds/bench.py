"""Makes the file of ten thousand services whose import ``make bench`` measures."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

SERVICES = 10_000
_NAMESPACE = UUID("5d3c3c0e-7a43-5c6e-8a0b-1d4be0d5f0aa")
_SYLLABLES = "ка ре то ми сла во ра не до ли ша бо ве гра ту ни пе зо ща ю"
_DAYS = ("MO", "TU", "WE", "TH", "FR")


def write_sample(file: Path, services: int = SERVICES) -> None:
    """Write invented services of fifty organisations at five hundred places as a JSON array."""
    with file.open("w", encoding="utf-8") as target:
        for number, tree in enumerate(_services(services)):
            target.write("[" if number == 0 else ",\n")
            target.write(json.dumps(tree, ensure_ascii=False))
        target.write("]")


def _services(count: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(1)  # noqa: S311  # the same services in every run
    organisations = [_organisation(chance, number) for number in range(50)]
    places = [_place(chance, number) for number in range(500)]
    topics = [_term(chance, number) for number in range(40)]
    for number in range(count):
        key = _key("service", number)
        yield {
            "id": key,
            "name": _words(chance, 4),
            "description": _words(chance, 40),
            "status": "active",
            "url": f"https://example.org/{number}",
            "email": f"service{number}@example.org",
            "application_process": f"1. {_words(chance, 3)}\n{_words(chance, 12)}\n\n2. Край",
            "eligibility_description": _words(chance, 12),
            "fees_description": _words(chance, 5),
            "last_modified": "2026-01-31T08:00:00+00:00",
            "phones": [{"id": _key("phone", number), "number": f"+359 2 {number:07}"}],
            "languages": [{"id": _key("language", number), "name": "English", "code": "en"}],
            "cost_options": [
                {
                    "id": _key("cost", number),
                    "currency": "EUR",
                    "amount": chance.randrange(0, 100),
                    "option": _words(chance, 2),
                }
            ],
            "required_documents": [
                {"id": _key("paper", number), "document": f"Документ {chance.randrange(200)}"}
            ],
            "attributes": [
                {
                    "id": _key("attribute", number),
                    "link_id": key,
                    "link_entity": "service",
                    "taxonomy_term": chance.choice(topics),
                }
            ],
            "organization": chance.choice(organisations),
            "service_at_locations": [
                {"id": _key("link", number), "location": chance.choice(places)}
            ],
        }


def _organisation(chance: random.Random, number: int) -> dict[str, Any]:
    name = _words(chance, 3)
    return {"id": _key("organization", number), "name": name, "description": _words(chance, 10)}


def _place(chance: random.Random, number: int) -> dict[str, Any]:
    key = _key("location", number)
    week = {"freq": "WEEKLY", "byday": ",".join(_DAYS), "opens_at": "09:00", "closes_at": "17:30"}
    address = {
        "id": _key("address", number),
        "address_1": f"{_words(chance, 2)} {number}",
        "city": "",
        "state_province": "",
        "postal_code": "",
        "country": "",
        "address_type": "physical",
    }
    return {
        "id": key,
        "location_type": "physical",
        "name": _words(chance, 2),
        "latitude": round(42.6 + chance.random() / 5, 5),
        "longitude": round(23.2 + chance.random() / 5, 5),
        "addresses": [address],
        "schedules": [{"id": _key("schedule", number), **week}],
    }


def _term(chance: random.Random, number: int) -> dict[str, Any]:
    name = f"{_words(chance, 1)} {number}"
    return {"id": _key("term", number), "name": name, "description": ""}


def _key(kind: str, number: int) -> str:
    return str(uuid5(_NAMESPACE, f"{kind} {number}"))


def _words(chance: random.Random, count: int) -> str:
    syllables = _SYLLABLES.split()
    words = ("".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(count))
    return " ".join(words).capitalize()
