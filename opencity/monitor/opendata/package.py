"""Frictionless Data Packages: figures, codes and what they mean, in one file or by addresses.

Words of https://datapackage.org/standard/data-package/ (version 2.0). A descriptor knows one
language; the tables of codes have a column for each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings

from opencity.core.licences import licence_of
from opencity.core.texts import read
from opencity.core.texts.labels import in_every_language
from opencity.monitor.opendata import csvw
from opencity.monitor.opendata.about import LANGUAGE, About
from opencity.monitor.opendata.tables import Column, Kind, Table

MEDIA_TYPE = "application/vnd.datapackage+json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_NAME = "datapackage.json"
_METADATA = "csv-metadata.json"
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of every entry, so that the same figures make the same file."""

_TYPES = {
    Kind.TEXT: "string",
    Kind.NUMBER: "number",
    Kind.WHOLE: "integer",
    Kind.LETTERS: "string",
    Kind.YES_NO: "boolean",
}


def descriptor(
    about: About, tables: Sequence[Table], path: Callable[[Table], str]
) -> dict[str, Any]:
    """Return ``datapackage.json``; ``path`` says where each table is."""
    found = {
        "$schema": PROFILE,
        "name": about.name,
        "id": about.address,
        "title": read(about.title, LANGUAGE).text,
        "description": read(about.description, LANGUAGE).text,
        "homepage": about.page,
        "version": about.version,
        "licenses": [_licence(about.licence)],
        "sources": [_source(source) for source in about.sources],
        "contributors": [
            {
                "title": read(about.publisher, LANGUAGE).text,
                "path": settings.SITE_URL,
                "roles": ["publisher"],
            }
        ],
        "resources": [_resource(table, path(table)) for table in tables],
    }
    return {name: value for name, value in found.items() if value}


def write(about: About, tables: Sequence[Table], target: IO[bytes]) -> None:
    """Write the package with its data as one ZIP file; the tables are written a piece at a time."""
    with ZipFile(target, "w") as archive:
        described = descriptor(about, tables, file_name)
        _put(archive, _NAME, iter([_json(described)]))
        _put(archive, _METADATA, iter([_json(csvw.metadata(about, tables, file_name))]))
        for table in tables:
            _put(archive, file_name(table), table.lines())


def file_name(table: Table) -> str:
    """Return where a table is within a package."""
    return f"{table.name}.csv"


def _put(archive: ZipFile, name: str, pieces: Iterator[str]) -> None:
    entry = ZipInfo(name, _BEGINNING)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    with archive.open(entry, "w") as file:
        for piece in pieces:
            file.write(piece.encode())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _licence(name: str) -> dict[str, str]:
    known = licence_of(name)
    if known is None:
        return {"title": name}
    return {"name": known.spdx, "title": known.title, "path": known.address}


def _source(source: dict[str, str]) -> dict[str, str]:
    address = source.get("address", "")
    told = {"title": source["title"]}
    return {**told, "path": address} if address.startswith(("http://", "https://")) else told


def _resource(table: Table, path: str) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": _label(table.title),
        "type": "table",
        "path": path,
        "scheme": "http" if "://" in path else "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": [column.name],
                    "reference": {
                        "resource": column.codes,
                        "fields": ["dataset" if column.name == "dataset" else "code"],
                    },
                }
                for column in table.columns
                if column.codes
            ],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    title = _label(column.label)
    found = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "title": f"{title} ({column.language})" if column.language else title,
        "rdfType": column.property,
        "constraints": _constraints(column),
    }
    return {name: value for name, value in found.items() if value}


def _constraints(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if column.is_required:
        found["required"] = True
    if column.pattern:
        letters = f"{column.pattern}( {column.pattern})*"
        found["pattern"] = letters if column.kind is Kind.LETTERS else column.pattern
    if column.kind is Kind.WHOLE:
        found["minimum"] = 0
    return found


def _label(label: Any) -> str:
    return read(in_every_language(label), LANGUAGE).text
