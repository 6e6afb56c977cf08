"""The published HSDS 3.0 schemas, strict: nothing may be said that the standard does not know."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema_rs

from tests.services.standards import folder


@cache
def schema(name: str) -> dict[str, Any]:
    return json.loads((folder("hsds") / f"{name}.json").read_text(encoding="utf-8"))


@cache
def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(_strict(schema(name)), validate_formats=True)


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(each) for each in node]
    if not isinstance(node, dict):
        return node
    found = {key: _strict(value) for key, value in node.items()}
    if node.get("type") == "object":
        found["additionalProperties"] = False
    return found


def faults(name: str, *records: Any) -> list[str]:
    """Return what the standard finds wrong with records."""
    return [
        f"{list(error.instance_path)}: {error.message}"[:300]
        for record in records
        for error in _validator(name).iter_errors(record)
    ]
