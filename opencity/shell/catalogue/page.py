"""What the page of open data shows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from opencity.core.licences import licence_of
from opencity.core.registries import Label
from opencity.core.texts import Reading, read
from opencity.shell.catalogue import vocabularies as eu
from opencity.shell.catalogue.entries import Entry, entries


def page_context() -> dict[str, Any]:
    """Return every data set with its formats, its licence and how to quote it."""
    return {"entries": [_shown(entry) for entry in entries()]}


def _shown(entry: Entry) -> dict[str, Any]:
    data = entry.data
    licence = licence_of(data.licence)
    return {
        "name": data.name,
        "title": _reading(data.title),
        "description": _reading(data.description),
        "page": reverse(data.page[0], kwargs=dict(data.page[1])) if data.page else "",
        "address": data.address,
        "formats": [
            {"name": eu.NAMES[eu.bare(media_type)], "path": path}
            for media_type, path in data.formats.items()
        ],
        "licence": {"name": data.licence, "address": licence.address if licence else ""},
        "modified": entry.facts.modified,
        "years": _years(entry),
        "parts": [_shown(part) for part in entry.parts],
    }


def _years(entry: Entry) -> str:
    start, end = entry.facts.start, entry.facts.end
    if start is None or end is None:
        return ""
    return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"


def _reading(text: Label | Any) -> Reading | str:
    """Return a text as it is read in the page's language, with the language that it is in."""
    return read(text) if isinstance(text, dict) else str(text)
