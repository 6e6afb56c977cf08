"""``opencity monitor import``: take a file of figures over."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from opencity.monitor.actions.importing import Imported, import_file
from opencity.monitor.actions.recording import Change
from opencity.monitor.formats.reading import AUTO, Format

_SHOWN = 20


def add_arguments(parser: ArgumentParser) -> None:
    """Take the file, its data set and its format."""
    parser.add_argument("file", type=Path, help="the file with the figures")
    parser.add_argument("--dataset", required=True, help="code of the data set, such as lfsa_ergan")
    parser.add_argument(
        "--format",
        choices=[AUTO, *Format],
        default=AUTO,
        help="the file's format; found out from the file if not given",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would change, and change nothing"
    )


def run(options: dict[str, Any]) -> str:
    """Import a file and return what was done; raise ``BadFile`` for one that is refused."""
    found = import_file(
        actor=None,
        path=options["file"],
        dataset=options["dataset"],
        format=options["format"],
        dry_run=options["dry_run"],
    )
    return "\n".join(_report(found, dry_run=options["dry_run"]))


def _report(found: Imported, *, dry_run: bool) -> Iterator[str]:
    done = found.recorded
    verb = "would be " if dry_run else ""
    yield (
        f"{found.indicator.code}: {done.new} figures {verb}new, {done.changed} {verb}changed, "
        f"{done.same} as they were; {found.series_made} series {verb}made"
    )
    if found.is_new:
        yield "No indicator names this data set: a draft was made, to be described and published."
    if done.kept_back:
        yield (
            f"{done.kept_back} figures count fewer people than may be published: their values "
            f"{verb}kept back as confidential."
        )
    yield from map(_line, done.changes[:_SHOWN])


def _line(change: Change) -> str:
    before = _said(*change.before) if change.before else "–"
    return f"  {change.series.key} {change.period}: {before} -> {_said(*change.after)}"


def _said(value: Decimal | None, flags: str) -> str:
    number = ":" if value is None else f"{value.normalize():f}"
    return f"{number} {flags}".strip()
