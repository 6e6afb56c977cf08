"""Checks that the compiled translations fit their sources; ``--compile`` makes them fit.

It needs no gettext: ``polib`` reads both kinds of file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polib

from config.terminal import complain, say

ROOT = Path(__file__).resolve().parent.parent
Catalogue = dict[tuple[str | None, str, str], tuple[str, ...]]


def main(arguments: list[str]) -> int:
    """Check or compile all catalogues; return the exit code."""
    sources = sorted(ROOT.glob("opencity/**/LC_MESSAGES/*.po"))
    if "--compile" in arguments:
        for source in sources:
            polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
    troubles = [trouble for source in sources for trouble in troubles_of(source)]
    for trouble in troubles:
        complain(trouble)
    say(f"{len(sources)} catalogues, {len(troubles)} troubles")
    return int(bool(troubles))


def troubles_of(source: Path) -> list[str]:
    """Return what is wrong with one catalogue, in sentences that name the remedy."""
    entries = polib.pofile(str(source))
    name = source.relative_to(ROOT) if source.is_relative_to(ROOT) else source
    troubles = [
        f"{name}:{entry.linenum}: the translation is marked as fuzzy; review it"
        for entry in entries.fuzzy_entries()
    ]
    troubles += [
        f"{name}:{entry.linenum}: {entry.msgid!r} is not translated"
        for entry in entries.untranslated_entries()
    ]
    compiled = source.with_suffix(".mo")
    if not compiled.exists():
        troubles.append(f"{name} is not compiled; run make fix")
    elif _catalogue(polib.mofile(str(compiled))) != _catalogue(entries):
        troubles.append(f"{name} differs from its compiled file; run make fix")
    return troubles


def _catalogue(entries: polib.POFile | polib.MOFile) -> Catalogue:
    """Return the translations that a reader can get to see."""
    return {
        (entry.msgctxt, entry.msgid, entry.msgid_plural): (
            tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)
        )
        for entry in entries
        if (entry.msgstr or any(entry.msgstr_plural.values()))
        and not entry.obsolete
        and "fuzzy" not in entry.flags
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
