"""The OpenAPI schemas of the HSDS interface, made from the shape of the standard."""

from __future__ import annotations

from typing import Any

from opencity.services.hsds.shape import FURTHER_LISTS, FURTHER_OBJECTS, KINDS, Kind

Schema = dict[str, Any]
_FORMATS = {"uuid": "uuid", "uri": "uri", "email": "email", "date": "date", "datetime": "date-time"}


def reference(name: str) -> Schema:
    """Return a reference to one of the schemas."""
    return {"$ref": f"#/components/schemas/{name}"}


def components() -> dict[str, Schema]:
    """Return a schema for each kind of record, and for its short form in a list."""
    found = {kind.name: _schema(kind) for kind in KINDS.values()}
    found["service_in_list"] = _short("service", "organization")
    found["organization_in_list"] = _short("organization")
    found["service_at_location_in_list"] = _short("service_at_location", "location", "service")
    found["location_in_list"] = _short("location")
    found["minimal_service"] = _object(
        {name: _field(KINDS["service"].fields[name]) for name in ("id", "last_modified")},
        ["id", "last_modified"],
    )
    found["problem"] = _object({"detail": {"type": "string"}}, ["detail"])
    return found


def page_of(*names: str) -> Schema:
    """Return the schema of a page of records of some kinds."""
    numbers = ("total_items", "total_pages", "page_number", "size")
    flags = ("first_page", "last_page", "empty")
    items = [reference(name) for name in names]
    fields: dict[str, Schema] = {name: {"type": "integer"} for name in numbers}
    fields |= {name: {"type": "boolean"} for name in flags}
    contents = items[0] if len(items) == 1 else {"anyOf": items}
    fields["contents"] = {"type": "array", "items": contents}
    return _object(fields, [*numbers, *flags, "contents"])


def _schema(kind: Kind) -> Schema:
    fields = {name: _field(of) for name, of in kind.fields.items()}
    lists = {**kind.lists, **FURTHER_LISTS.get(kind.name, {})}
    objects = {**kind.objects, **FURTHER_OBJECTS.get(kind.name, {})}
    nested = {name: {"type": "array", "items": reference(of)} for name, of in lists.items()}
    single = {name: reference(of) for name, of in objects.items()}
    return _object({**fields, **nested, **single}, list(kind.required))


def _short(name: str, *objects: str) -> Schema:
    kind = KINDS[name]
    fields = {field: _field(of) for field, of in kind.fields.items()}
    inside = {of: reference(f"{of}_in_list") for of in objects}
    return _object({**fields, **inside}, list(kind.required))


def _object(fields: dict[str, Schema], required: list[str]) -> Schema:
    return {
        "type": "object",
        "properties": fields,
        "required": required,
        "additionalProperties": False,
    }


def _field(of: str) -> Schema:
    if of == "number":
        return {"type": "number"}
    if "|" in of:
        return {"type": "string", "enum": of.split("|")}
    return {"type": "string", "format": _FORMATS[of]} if of in _FORMATS else {"type": "string"}
