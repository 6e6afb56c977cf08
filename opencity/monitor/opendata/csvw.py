"""CSV on the Web: what the columns of the figures mean, for programs.

Words of https://www.w3.org/TR/tabular-metadata/ and https://www.w3.org/TR/tabular-data-model/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from opencity.core.licences import licence_of
from opencity.core.texts.labels import in_every_language
from opencity.monitor.opendata.about import About
from opencity.monitor.opendata.tables import Column, Kind, Table, code_list

MEDIA_TYPE = "application/csvm+json"
_DATATYPES: dict[Kind, str] = {
    Kind.TEXT: "string",
    Kind.NUMBER: "decimal",
    Kind.WHOLE: "nonNegativeInteger",
    Kind.LETTERS: "string",
    Kind.YES_NO: "boolean",
}


def metadata(about: About, tables: Sequence[Table], url: Callable[[Table], str]) -> dict[str, Any]:
    """Return the description of a group of tables; ``url`` says where each is."""
    names = {table.name: url(table) for table in tables}
    licence = licence_of(about.licence)
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "@id": about.address,
        "dc:title": _tagged(about.title),
        "dc:description": _tagged(about.description),
        "dc:publisher": _tagged(about.publisher),
        "dc:license": {"@id": licence.address} if licence else about.licence,
        "dc:source": [_told(source) for source in about.sources],
        "tables": [_table(table, names) for table in tables],
    }


def _tagged(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": code} for code, text in texts.items() if text]


def _told(source: dict[str, str]) -> str:
    return " ".join(part for part in (source["title"], source.get("address", "")) if part)


def _table(table: Table, names: dict[str, str]) -> dict[str, Any]:
    known = {column.name: column for column in table.columns}
    return {
        "url": names[table.name],
        "dc:title": _tagged(in_every_language(table.title)),
        "tableSchema": {
            "columns": [_column(column) for column in table.columns],
            "primaryKey": [variable(name) for name in table.key],
            "foreignKeys": [
                {
                    "columnReference": variable(column.name),
                    "reference": {
                        "resource": names[column.codes],
                        "columnReference": "dataset" if name == "dataset" else "code",
                    },
                }
                for name, column in known.items()
                if column.codes
            ],
        },
    }


def _column(column: Column) -> dict[str, Any]:
    """Return a column; its header stands among the titles in no language, as the file has it."""
    titles: dict[str, Any] = dict(in_every_language(column.label))
    if column.language:
        titles = {column.language: titles.get(column.language, column.name)}
    found = {
        "name": variable(column.name),
        "titles": {"und": column.name, **titles},
        "datatype": _datatype(column),
        "required": column.is_required,
        "lang": column.language,
        "separator": " " if column.kind is Kind.LETTERS else "",
        "propertyUrl": column.property,
        "valueUrl": _value_url(column),
    }
    return {name: value for name, value in found.items() if value}


def _datatype(column: Column) -> str | dict[str, str]:
    base = _DATATYPES[column.kind]
    return {"base": base, "format": column.pattern} if column.pattern else base


def _value_url(column: Column) -> str:
    if not column.codes.startswith("codes-"):
        return ""
    return f"{code_list(column.name)}#{{{variable(column.name)}}}"


def variable(name: str) -> str:
    """Return a column's name as a variable of a URI template, where few characters may stand."""
    spelt = re.sub(r"[^A-Za-z0-9_]", lambda found: f"%{ord(found[0]):02X}", name)
    return f"%5F{spelt[1:]}" if spelt.startswith("_") else spelt
