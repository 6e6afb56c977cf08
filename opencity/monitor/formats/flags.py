"""Letters that files put beside a figure, and the flags they mean."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from opencity.monitor.formats.mistakes import Unreadable
from opencity.monitor.formats.rows import NO_FLAGS
from opencity.monitor.methods.figures import Flag

EUROSTAT: Mapping[str, Flag] = {
    "b": Flag.BREAK,
    "c": Flag.CONFIDENTIAL,
    "d": Flag.DEFINITION_DIFFERS,
    "e": Flag.ESTIMATED,
    "f": Flag.FORECAST,
    "i": Flag.IMPUTED,
    "m": Flag.MISSING,
    "n": Flag.NOT_SIGNIFICANT,
    "p": Flag.PROVISIONAL,
    "r": Flag.REVISED,
    "s": Flag.IMPUTED,
    "u": Flag.LOW_RELIABILITY,
    "z": Flag.MISSING,
}
"""Eurostat's letters. In January 2025 it wrote i for its former s and m for its former z."""

SDMX: Mapping[str, Flag | None] = {
    **{flag.value: flag for flag in Flag},
    "A": None,
    "H": Flag.MISSING,
    "L": Flag.MISSING,
    "O": Flag.MISSING,
    "Q": Flag.CONFIDENTIAL,
}
"""Letters of CL_OBS_STATUS. A is a normal value; H, L and O are other reasons why one is missing;
Q is a value suppressed."""

_SEPARATORS = str.maketrans("", "", " ,")


def eurostat_flags(text: str) -> frozenset[Flag]:
    """Return the flags of Eurostat's letters, such as ``bu``."""
    return _flags(text.lower(), EUROSTAT)


def sdmx_flags(text: str) -> frozenset[Flag]:
    """Return the flags of SDMX's letters, such as ``B;U`` or ``BU``."""
    return _flags(text.upper(), SDMX)


def eurostat_letters(flags: frozenset[Flag]) -> str:
    """Return flags as Eurostat writes them: small letters in the order of the alphabet."""
    return "".join(sorted(flag.value.lower() for flag in flags))


def sdmx_letters(flags: frozenset[Flag]) -> str:
    """Return flags as the template has them: letters with a space between."""
    return " ".join(sorted(flag.value for flag in flags))


def _flags(text: str, letters: Mapping[str, Flag | None]) -> frozenset[Flag]:
    """Read letters; what follows a colon is their label."""
    found = set()
    codes = (part.partition(":")[0] for part in text.split(";"))
    for letter in "".join(codes).translate(_SEPARATORS):
        if letter not in letters:
            raise Unreadable(
                _("“%(text)s” holds an unknown flag, %(letter)s: use the letters %(letters)s.")
                % {"text": text[:20], "letter": letter, "letters": " ".join(sorted(letters))}
            )
        found.add(letters[letter])
    found.discard(None)
    return frozenset(flag for flag in found if flag) or NO_FLAGS
