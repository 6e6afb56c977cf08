"""Reads each kind of entry of the monitor into values that can be compared and stored."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from opencity.core.content import Entry
from opencity.core.content.facts import Values, certainty, sources
from opencity.monitor.enums import Closeness, Frequency, Level, Role, Wish
from opencity.monitor.keys import in_order, key_of
from opencity.monitor.methods.periods import time_of
from opencity.monitor.models import Domain

_AS_STORED = Decimal("0.000001")

Codes = Callable[[type[Any]], list[str]]
"""Gives the known codes of a model's rows."""


def framework(entry: Entry, place: int) -> Values:
    """Read a framework without its domains."""
    entry.only("code", "is_own", "name", "summary", "sources", "domains")
    return {
        "name": entry.text("name"),
        "summary": entry.text("summary", required=False),
        "is_own": entry.flag("is_own"),
        "sources": sources(entry),
        "order": place,
    }


def domain(entry: Entry, place: int) -> Values:
    """Read a domain of a framework."""
    entry.only("code", "name", "summary")
    return {
        "name": entry.text("name"),
        "summary": entry.text("summary", required=False),
        "order": place,
    }


def code(entry: Entry, place: int) -> Values:
    """Read a code of a list."""
    entry.only("dimension", "code", "name", "is_total")
    return {"name": entry.text("name"), "is_total": entry.flag("is_total"), "order": place}


def indicator(entry: Entry, codes: Codes, place: int) -> Values:
    """Read an indicator without its definition and figures."""
    entry.only(
        "origins", "code", "slug", "title", "summary", "caveats", "gap", "domain", "base_period",
        "dataset", "certainty", "sources", "mappings", "version", "series", "order",
    )  # fmt: skip
    return {
        "slug": entry.string("slug"),
        "title": entry.text("title"),
        "summary": entry.text("summary"),
        "caveats": entry.text("caveats", required=False),
        "gap": entry.text("gap", required=False),
        "domain": entry.string("domain", choices=codes(Domain)),
        "base_period": period(entry, "base_period") if entry.has("base_period") else "",
        "dataset": entry.string("dataset", default=""),
        "certainty": certainty(entry),
        "sources": sources(entry),
        "order": entry.number("order") if entry.has("order") else place,
    }


def version(entry: Entry) -> Values:
    """Read what an indicator measures."""
    entry.only(
        "number", "valid_from", "concept", "numerator", "denominator", "unit", "multiplier",
        "frequency", "level", "wish", "lowest", "highest", "best_from", "best_to", "method",
        "producer", "licence", "smallest_cell", "breaks",
    )  # fmt: skip
    day = entry.date("valid_from")
    if day is None:
        raise entry.error("valid_from", "the day from which this definition holds is missing")
    return {
        "number": entry.number("number"),
        "valid_from": day,
        "concept": entry.text("concept"),
        "numerator": entry.text("numerator", required=False),
        "denominator": entry.text("denominator", required=False),
        "unit": entry.string("unit"),
        "multiplier": entry.number("multiplier") if entry.has("multiplier") else 0,
        "frequency": entry.string("frequency", choices=Frequency.values),
        "level": entry.string("level", choices=Level.values),
        "wish": entry.string("wish", choices=Wish.values),
        **{name: decimal(entry, name) for name in ("lowest", "highest", "best_from", "best_to")},
        "method": entry.text("method", required=False),
        "producer": entry.text("producer"),
        "licence": entry.string("licence", default=""),
        "smallest_cell": entry.number("smallest_cell") if entry.has("smallest_cell") else 0,
    }


def breaks(entry: Entry) -> list[Values]:
    """Read from when on figures are not comparable with earlier ones."""
    found = []
    for each in entry.entries("breaks"):
        each.only("period", "reason")
        found.append({"period": period(each, "period"), "reason": each.text("reason")})
    return found


def mapping(entry: Entry) -> Values:
    """Read an indicator's place in another framework."""
    entry.only("domain", "closeness")
    return {
        "domain": entry.string("domain"),
        "closeness": entry.string("closeness", choices=Closeness.values),
    }


def series(entry: Entry, place: int) -> Values:
    """Read a series without its figures."""
    entry.only(
        "dimensions", "title", "definition", "role", "compared_with", "register", "figures",
        "targets",
    )  # fmt: skip
    register = entry.string("register", default="")
    if register and entry.has("figures"):
        raise entry.error("figures", "what a register counts has no figures in a file")
    return {
        "dimensions": in_order(_dimensions(entry)),
        "title": entry.text("title"),
        "definition": entry.text("definition", required=False),
        "role": entry.string("role", choices=Role.values),
        "register": register,
        "order": place,
    }


def series_key(entry: Entry) -> str:
    """Return the key of a series."""
    try:
        return key_of(_dimensions(entry))
    except ValueError as error:
        raise entry.error("dimensions", str(error)) from None


def target(entry: Entry) -> Values:
    """Read a target of a series."""
    entry.only("period", "value", "adopted", "sources")
    return {
        "period": period(entry, "period"),
        "value": str(required_decimal(entry, "value").quantize(_AS_STORED)),
        "is_adopted": entry.flag("adopted"),
        "sources": sources(entry),
    }


def decimal(entry: Entry, key: str) -> Decimal | None:
    """Return a number, or ``None`` where there is none."""
    return required_decimal(entry, key) if entry.has(key) else None


def required_decimal(entry: Entry, key: str) -> Decimal:
    """Return a number with a decimal point."""
    written = entry.string(key)
    try:
        value = Decimal(written)
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite():
        raise entry.error(key, f"“{written}” is no number like 44.8")
    return value


def checked(entry: Entry, row: models.Model) -> None:
    """Complain about a row that its model refuses."""
    try:
        row.full_clean()
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise entry.error(name if entry.has(name) else "", messages[0]) from error


def _dimensions(entry: Entry) -> dict[str, str]:
    found = entry.entry("dimensions")
    return {name: found.string(name) for name in found.keys()}  # noqa: SIM118  # no dict


def period(entry: Entry, key: str) -> str:
    """Return a period of time."""
    written = entry.string(key)
    try:
        time_of(written)
    except ValueError as error:
        raise entry.error(key, str(error)) from None
    return written
