"""The published HSDS 3.0 schemas, strict: nothing may be said that the standard does not know."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.conf import settings

STANDARDS = Path(settings.BASE).resolve().parent / "shared" / "standards"


def folder(name: str) -> Path:
    """Return a folder of published standards, or skip the test that needs it."""
    above = Path(settings.BASE).resolve().parents
    candidates = (parent / "shared" / "standards" / name for parent in above)
    found = next((each for each in candidates if each.is_dir()), None)
    if found is None:
        pytest.skip(f"needs ../shared/standards/{name}, which is not there")
    return found


def schema(name: str) -> dict[str, Any]:
    return json.loads((folder("hsds") / f"{name}.json").read_text(encoding="utf-8"))


@cache
def validator(name: str):
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


def faults(name: str, record: Any) -> list[str]:
    """Return what the standard finds wrong with a record."""
    errors = validator(name).iter_errors(record)
    return [f"{list(each.instance_path)}: {each.message}"[:300] for each in errors]
