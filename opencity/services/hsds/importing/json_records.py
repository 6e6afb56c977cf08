"""Streams records from JSON: an array, a page with ``contents``, or one record after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ijson

from opencity.services.hsds.importing.files import Found
from opencity.services.hsds.importing.problems import Spot, refused

LONGEST_FIELD = 1_000_000
DEEPEST = 64
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty"}
_STEMS = (
    ("service_at_location", "service_at_location"),
    ("organi", "organization"),
    ("location", "location"),
    ("service", "service"),
)
Numbered = tuple[str, Any, Spot]


class _Watched:
    """A stream that refuses text without end and brackets without end, which fill the memory."""

    def __init__(self, stream: Any, spot: Spot) -> None:
        self._stream, self._spot = stream, spot
        self._since, self._depth, self._inside, self._rest = 0, 0, False, b""

    def read(self, size: int = -1) -> bytes:
        """Read on, counting the bytes since the last quotation mark and the open brackets."""
        found: bytes = self._stream.read(size)
        last = found.rfind(b'"')
        self._since = len(found) - last if last >= 0 else self._since + len(found)
        if self._since > LONGEST_FIELD:
            raise refused(self._spot, f"a field is longer than {LONGEST_FIELD:,} bytes")
        for bracket in self._outside(found).translate(None, _NO_BRACKETS):
            self._depth += 1 if bracket in b"[{" else -1
            if self._depth > DEEPEST:
                raise refused(self._spot, f"nested more than {DEEPEST} levels deep")
        return found

    def _outside(self, found: bytes) -> bytes:
        """Return what stands outside of texts."""
        told = self._rest + found
        escapes = len(told) - len(told.rstrip(b"\\"))
        self._rest = told[len(told) - escapes % 2 :]
        told = told[: len(told) - escapes % 2]
        parts = told.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')
        outside = parts[1 if self._inside else 0 :: 2]
        self._inside ^= len(parts) % 2 == 0
        return b"".join(outside)


def records(found: Found) -> Iterator[Numbered]:
    """Yield kind, record and place of each record in a file."""
    place = 0
    try:
        with found.open() as stream:
            prefix = _prefix(_Watched(stream, Spot(found.name)))
        with found.open() as stream:
            watched = _Watched(stream, Spot(found.name))
            for place, raw in enumerate(
                ijson.items(watched, prefix, multiple_values=True), start=1
            ):
                yield _kind(found.stem, raw), raw, Spot(found.name, f"record {place}")
    except (ijson.JSONError, UnicodeDecodeError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:120]
        after = f"after record {place}" if place else "at its beginning"
        raise refused(Spot(found.name, after), f"not JSON in UTF-8 ({reason})") from error


def _prefix(stream: Any) -> str:
    """Return where the records stand: in an array, under ``contents`` or at the top."""
    for prefix, event, value in ijson.parse(stream, multiple_values=True):
        if event == "start_array" and not prefix:
            return "item"
        if event == "map_key" and not prefix:
            if value == "contents":
                return "contents.item"
            if value not in _PAGE:
                return ""
        elif event not in ("start_map", "map_key") and not prefix:
            return ""
    return ""


def _kind(stem: str, raw: Any) -> str:
    """Tell what a record is, by what it has and else by the name of its file."""
    keys = set(raw) if isinstance(raw, dict) else set()
    if "status" in keys:
        return "service"
    if "location_type" in keys:
        return "location"
    if keys & {"service", "location"} or {"service_id", "location_id"} <= keys:
        return "service_at_location"
    named = next((kind for begin, kind in _STEMS if stem.startswith(begin)), "")
    if named:
        return named
    return "organization" if "description" in keys and "services" in keys else "service"
