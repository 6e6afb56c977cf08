"""Our table of the standard says what the standard says."""

from __future__ import annotations

import pytest

from opencity.services.hsds.shape import FURTHER_LISTS, FURTHER_OBJECTS, KINDS
from tests.services.hsds.standard import schema


def walk(node):
    yield node
    for value in node["properties"].values():
        if value["type"] == "array":
            yield from walk(value["items"])
        elif value["type"] == "object":
            yield from walk(value)


def type_of(value) -> str:
    if "enum" in value:
        return "|".join(value["enum"])
    if value["type"] == "number":
        return "number"
    found = value.get("format") or value.get("datapackage_type") or "text"
    return found.replace("date-time", "datetime")


@pytest.mark.parametrize("name", ["service", "organization", "service_at_location"])
def test_each_kind_has_the_fields_and_parts_of_the_standard(name):
    for node in walk(schema(name)):
        kind = KINDS[node["name"]]
        parts = node["properties"]
        plain = {
            key: value for key, value in parts.items() if value["type"] in ("string", "number")
        }
        lists = {k: v["items"]["name"] for k, v in parts.items() if v["type"] == "array"}
        objects = {k: v["name"] for k, v in parts.items() if v["type"] == "object"}
        assert {key: type_of(each) for key, each in plain.items()} == dict(kind.fields)
        assert sorted(node["required"]) == sorted(kind.required)
        assert lists.items() <= {**kind.lists, **FURTHER_LISTS.get(kind.name, {})}.items()
        assert objects.items() <= {**kind.objects, **FURTHER_OBJECTS.get(kind.name, {})}.items()
        assert (node["path"], node["datapackage_metadata"]["order"]) == (
            f"{kind.table}.csv",
            kind.order,
        )
