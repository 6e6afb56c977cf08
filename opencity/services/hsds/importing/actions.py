"""Takes over HSDS data in one transaction: all of it or nothing."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import override

from opencity.core import audit
from opencity.core.batches import batch
from opencity.core.errors import DomainError, require
from opencity.core.pagecache import touch
from opencity.core.texts import languages
from opencity.search.receivers import follow
from opencity.services.hsds.importing import csv_records, json_records
from opencity.services.hsds.importing.checks import Checker
from opencity.services.hsds.importing.files import Found, found_in
from opencity.services.hsds.importing.json_records import Numbered
from opencity.services.hsds.importing.names import Directory
from opencity.services.hsds.importing.problems import Problems, Spot, refused
from opencity.services.hsds.importing.staging import CHUNK, Staging
from opencity.services.hsds.importing.taking import Taken, Taker
from opencity.services.models import ExchangedRecord


@dataclass
class Outcome:
    """What an import did, or would do."""

    taken: Taken
    left_out: dict[str, int] = field(default_factory=dict)
    """Fields that the standard does not know, with how often they came."""


def import_hsds(
    *, actor: Any, path: Path, language: str = "", publish: bool = False, dry_run: bool = False
) -> Outcome:
    """Take over the records under a path; raise ``ImportRefused`` when anything is wrong.

    New records are drafts unless ``publish``; with ``dry_run`` nothing is kept.
    """
    require(actor, "services.add_service")
    if publish:
        require(actor, "services.publish_service")
    wanted = language or languages.source_language()
    if wanted not in languages.codes():
        raise DomainError(f"the language must be one of {', '.join(languages.codes())}")
    with tempfile.TemporaryDirectory(prefix="opencity-import-") as folder, override(wanted):
        problems = Problems()
        staging = Staging(Path(folder), problems)
        try:
            left_out = _stage(path, Path(folder), staging, problems)
            taken = _take(actor, path, staging, problems, wanted, publish=publish, dry_run=dry_run)
        finally:
            staging.close()
    return Outcome(taken, left_out)


def _stage(path: Path, folder: Path, staging: Staging, problems: Problems) -> dict[str, int]:
    """Read and check every record before anything is written."""
    files = found_in(path)
    tables = [found for found in files if found.ending == ".csv"]
    others = [found for found in files if found.ending != ".csv"]
    if tables and others:
        raise refused(Spot(path.name), "holds tables and JSON; import one of them at a time")
    checker = Checker(problems, written=bool(tables))
    for kind, raw, spot in _read(tables, others, folder, problems):
        tree = checker.record(kind, raw, spot)
        if tree is not None and not problems.told:
            staging.add(kind, tree, spot)
    if not problems.told:
        for name, key, spot in staging.homeless():
            problems.add(spot, name, f"there is no such record “{key}”")
    problems.refuse()
    if not any(staging.count(kind) for kind in ("organization", "location", "service")):
        raise refused(Spot(path.name), "no record was found")
    return dict(checker.left_out)


def _read(
    tables: list[Found], others: list[Found], folder: Path, problems: Problems
) -> Iterable[Numbered]:
    for found in others:
        yield from json_records.records(found)
    if tables:
        database = sqlite3.connect(folder / "tables.sqlite3")
        try:
            rows = csv_records.Tables(database, problems)
            rows.read(tables)
            yield from rows.records()
        finally:
            database.close()


def _follow(taken: Taken) -> None:
    """Let the search know of what the public may see now."""
    for model, keys in taken.live.items():
        wanted = sorted(keys)
        for start in range(0, len(wanted), CHUNK):
            for row in model.objects.filter(pk__in=wanted[start : start + CHUNK]):
                follow(model, row)


def _take(
    actor: Any,
    path: Path,
    staging: Staging,
    problems: Problems,
    language: str,
    *,
    publish: bool,
    dry_run: bool,
) -> Taken:
    with batch(), transaction.atomic():
        taken = Taker(Directory(language), staging, problems, publish).take()
        if dry_run:
            transaction.set_rollback(True)
        elif taken.created or taken.changed:
            _follow(taken)
            touch("services", "directory")
            audit.record(
                actor=actor,
                action="services.import_hsds",
                target=ExchangedRecord.objects.latest("pk"),
                detail={
                    "file": path.name,
                    "created": len(taken.created),
                    "changed": len(taken.changed),
                },
            )
    return taken
