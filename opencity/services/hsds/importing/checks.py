"""Checks records against the shape of HSDS 3.0 and brings their values into one form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.dateparse import parse_date, parse_datetime

from opencity.services.hsds.importing.problems import Problems, Spot
from opencity.services.hsds.shape import FURTHER_LISTS, FURTHER_OBJECTS, KINDS, Kind

Tree = dict[str, Any]
LONGEST_TEXT = 100_000
DEEPEST = 16
_FURTHEST = {"latitude": 90, "longitude": 180}
_TIME = re.compile(r"([01]\d|2[0-4]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?\Z")
_web_address = URLValidator(schemes=["http", "https"])
_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")


class Wrong(Exception):
    """A value that is not what its field holds; the message is the reason."""


@dataclass
class Checker:
    """Checks records one by one; knows what it noted and what it left out."""

    problems: Problems
    written: bool = False
    """Whether values come as text, as in CSV, where nothing and an empty text look the same."""
    left_out: Counter[str] = field(default_factory=Counter)

    def record(self, kind: str, raw: Any, spot: Spot, path: str = "") -> Tree | None:
        """Return a record with checked values, or ``None`` when it is none."""
        if not path and _depth(raw) > DEEPEST:
            self.problems.add(spot, "", f"nested more than {DEEPEST} levels deep")
            return None
        if not isinstance(raw, Mapping):
            self.problems.add(spot, path, f"a {kind} belongs here, with fields and values")
            return None
        shape = KINDS[kind]
        tree = self._fields(shape, raw, spot, path)
        self._required(shape, tree, spot, path)
        nested = {**shape.lists, **FURTHER_LISTS.get(kind, {})}
        single = {**shape.objects, **FURTHER_OBJECTS.get(kind, {})}
        for name, value in raw.items():
            if value is None or name in shape.fields:
                continue
            if name in nested:
                tree[name] = self._list(nested[name], value, spot, _under(path, name))
            elif name in single:
                tree[name] = self.record(single[name], value, spot, _under(path, name))
            else:
                self.left_out[f"{kind}.{str(name)[:60]}"] += 1
        return {name: value for name, value in tree.items() if value not in (None, [], {})}

    def _fields(self, shape: Kind, raw: Mapping[str, Any], spot: Spot, path: str) -> Tree:
        tree: Tree = {}
        for name, of in shape.fields.items():
            value = raw.get(name)
            if value is None or (value == "" and name not in shape.required):
                continue
            if self.written and value == "":
                continue
            try:
                tree[name] = checked(of, value, written=self.written)
                if abs(tree[name]) > _FURTHEST[name] if name in _FURTHEST else False:
                    raise Wrong("no such place on earth")
            except Wrong as error:
                self.problems.add(spot, _under(path, name), str(error))
                tree[name] = None
        return tree

    def _required(self, shape: Kind, tree: Tree, spot: Spot, path: str) -> None:
        for name in shape.required:
            if name in tree and (tree[name] != "" or name not in shape.filled):
                continue
            if self.written and name not in shape.filled:
                tree[name] = ""
            else:
                self.problems.add(spot, _under(path, name), "this field is missing")

    def _list(self, kind: str, value: Any, spot: Spot, path: str) -> list[Tree]:
        if not isinstance(value, list):
            self.problems.add(spot, path, "a list belongs here")
            return []
        found = (
            self.record(kind, each, spot, f"{path}[{place}]")
            for place, each in enumerate(value, start=1)
        )
        return [tree for tree in found if tree is not None]


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level and depth <= DEEPEST:
        depth += 1
        inner: list[Any] = []
        for each in level:
            if isinstance(each, Mapping):
                inner.extend(each.values())
            elif isinstance(each, list):
                inner.extend(each)
        level = [each for each in inner if isinstance(each, Mapping | list)]
    return depth


def checked(of: str, value: Any, *, written: bool) -> Any:
    """Return a value in the form in which it is kept; raise ``Wrong`` for one that does not fit."""
    if of == "number":
        return _number(value, written=written)
    if not isinstance(value, str):
        raise Wrong("text belongs here")
    if len(value) > LONGEST_TEXT:
        raise Wrong(f"longer than {LONGEST_TEXT:,} characters")
    if _FORBIDDEN.search(value):
        raise Wrong("holds a character that no text has")
    if "|" in of:
        if value not in of.split("|"):
            raise Wrong(f"“{value[:40]}” is none of {', '.join(of.split('|'))}")
        return value
    return _READERS[of](value) if of in _READERS else value


def _number(value: Any, *, written: bool) -> int | float:
    if isinstance(value, bool) or not (written or isinstance(value, int | float | Decimal)):
        raise Wrong("a number belongs here")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise Wrong(f"“{str(value)[:40]}” is no number") from None
    if not number.is_finite() or abs(number) >= Decimal("1e15"):
        raise Wrong(f"“{str(value)[:40]}” is no number that could be meant")
    return int(number) if number == number.to_integral_value() else float(number)


def _uuid(value: str) -> str:
    try:
        return str(UUID(value))
    except ValueError:
        raise Wrong(f"“{value[:40]}” is no UUID") from None


def _uri(value: str) -> str:
    try:
        _web_address(value)
    except ValidationError:
        raise Wrong(f"“{value[:80]}” is no web address") from None
    return value


def _email(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError:
        raise Wrong(f"“{value[:80]}” is no e-mail address") from None
    return value


def _date(value: str) -> str:
    if not _parsed(parse_date, value):
        raise Wrong(f"“{value[:40]}” is no day like 2026-01-31")
    return value


def _datetime(value: str) -> str:
    if not _parsed(parse_datetime, value):
        raise Wrong(f"“{value[:40]}” is no moment like 2026-01-31T08:00:00Z")
    return value


def _time(value: str) -> str:
    if not _TIME.match(value):
        raise Wrong(f"“{value[:40]}” is no time like 08:30")
    return value


def _parsed(parse: Callable[[str], Any], value: str) -> Any:
    try:
        return parse(value)
    except ValueError:
        return None


_READERS: dict[str, Callable[[str], str]] = {
    "uuid": _uuid,
    "uri": _uri,
    "email": _email,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
}
