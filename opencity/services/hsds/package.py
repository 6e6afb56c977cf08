"""The HSDS data package: one table a kind of record, described, in a zip archive."""

from __future__ import annotations

import csv
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings

from opencity.directory.models import Place
from opencity.services.hsds import filters, lists
from opencity.services.hsds.filters import Wanted
from opencity.services.hsds.lists import Listing
from opencity.services.hsds.shape import KINDS, PROFILE, VERSION, Kind
from opencity.services.hsds.tables import quoted, rows

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_TYPES: Mapping[str, dict[str, str]] = {
    "uuid": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "number": {"type": "number"},
    "date": {"type": "date"},
    "datetime": {"type": "datetime", "format": "any"},
    "time": {"type": "time"},
}


def package(language: str) -> bytes:
    """Return the archive with everything published, in a language where it is translated.

    The tables are written to disk row by row, so that it needs little memory.
    """
    with tempfile.TemporaryDirectory(prefix="opencity-package-") as name:
        folder = Path(name)
        kinds = _write_tables(folder, records(language))
        file = folder / "package.zip"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            described = json.dumps(description(kinds), ensure_ascii=False, indent=1)
            archive.writestr(_entry("datapackage.json"), described)
            for kind in kinds:
                _pack(archive, folder / f"{kind.table}.csv")
        return file.read_bytes()


def records(language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield everything published: organisations, locations and services with what they hold."""
    organisations = partial(
        lists.write_organisations, language=language, full=True, full_service=False
    )
    for tree in Listing(filters.organisations(""), organisations).all():
        yield "organization", {key: tree[key] for key in tree if key != "services"}
    places = partial(lists.write_locations, language=language)
    for tree in Listing(Place.objects.live().order_by("code"), places).all():
        yield "location", tree
    services = partial(lists.write_services, language=language, full=True)
    for tree in Listing(filters.services(Wanted()), services).all():
        yield "service", tree


def _write_tables(folder: Path, found: Iterable[tuple[str, dict[str, Any]]]) -> list[Kind]:
    """Write each row once; return the kinds that have any, in the order of the standard."""
    open_files: dict[str, TextIO] = {}
    writers: dict[str, Any] = {}
    written: set[tuple[str, str]] = set()
    try:
        for top, tree in found:
            for kind, row in rows(top, tree):
                if (kind, row["id"]) in written:
                    continue
                written.add((kind, row["id"]))
                if kind not in writers:
                    path = folder / f"{KINDS[kind].table}.csv"
                    open_files[kind] = path.open("w", encoding="utf-8", newline="")
                    writers[kind] = csv.writer(open_files[kind])
                    writers[kind].writerow(KINDS[kind].fields)
                writers[kind].writerow(quoted(row.get(name)) for name in KINDS[kind].fields)
    finally:
        for file in open_files.values():
            file.close()
    return sorted((KINDS[name] for name in writers), key=lambda kind: kind.order)


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry without the time of the packing, so that equal content is equal bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _pack(archive: zipfile.ZipFile, file: Path) -> None:
    with file.open("rb") as source, archive.open(_entry(file.name), "w") as target:
        while some := source.read(2**16):
            target.write(some)


def description(kinds: Iterable[Kind]) -> dict[str, Any]:
    """Return the description of a package with tables of these kinds."""
    return {
        "profile": "tabular-data-package",
        "name": f"{settings.CITY.code}-services",
        "title": f"{settings.CITY.name.get('en', settings.CITY.code)}: services (HSDS {VERSION})",
        "homepage": settings.SITE_URL,
        "hsds_version": VERSION,
        "hsds_profile": PROFILE,
        "licenses": [LICENCE],
        "resources": [_resource(kind) for kind in kinds],
    }


def _resource(kind: Kind) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": kind.table,
        "path": f"{kind.table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "primaryKey": "id",
            "fields": [_column(kind, name) for name in kind.fields],
        },
    }


def _column(kind: Kind, name: str) -> dict[str, Any]:
    of = kind.fields[name]
    limits: dict[str, Any] = {"required": True} if name in kind.filled else {}
    if "|" in of:
        limits["enum"] = of.split("|")
    column = {"name": name, **_TYPES.get(of, {"type": "string"})}
    return {**column, "constraints": limits} if limits else column
