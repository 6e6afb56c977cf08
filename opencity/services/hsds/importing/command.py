"""``opencity import hsds``: the importer as the command line has it."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from opencity.core.registries import Importer
from opencity.core.texts import languages

_MOST_NOTICES = 50


def add_arguments(parser: ArgumentParser) -> None:
    """Take the path and how to import it."""
    parser.add_argument(
        "path",
        type=Path,
        help="an HSDS 3.0 JSON file, a data package (zip or folder) or a folder of JSON files",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="only say what would be created and changed",
    )
    parser.add_argument(
        "--lang", default="", choices=["", *languages.codes()], metavar="LANG",
        help="the language of the texts; the source language where it is not given",
    )  # fmt: skip
    parser.add_argument(
        "--publish",
        action="store_true",
        help="publish what is active; without it everything new is a draft",
    )


def run(options: Mapping[str, Any], say: Callable[[str], Any]) -> None:
    """Import and tell what came of it."""
    from opencity.services.hsds.importing.actions import import_hsds  # the models must be loaded

    outcome = import_hsds(
        actor=None,
        path=options["path"],
        language=options["lang"],
        publish=options["publish"],
        dry_run=options["dry_run"],
    )
    taken = outcome.taken
    if options["dry_run"]:
        for line in taken.created:
            say(f"would create {line}")
        for line in taken.changed:
            say(f"would change {line}")
    for line in taken.notices[:_MOST_NOTICES]:
        say(f"notice: {line}")
    if len(taken.notices) > _MOST_NOTICES:
        say(f"notice: {len(taken.notices) - _MOST_NOTICES:,} more")
    for name, count in sorted(outcome.left_out.items()):
        say(f"left out, for HSDS 3.0 has no such field: {name} ({count:,} times)")
    say(
        f"{len(taken.created):,} created, {len(taken.changed):,} changed, "
        f"{taken.unchanged:,} unchanged" + (" (dry run)" if options["dry_run"] else "")
    )


HSDS = Importer("hsds", "Take over services as HSDS 3.0: JSON or data package.", add_arguments, run)
