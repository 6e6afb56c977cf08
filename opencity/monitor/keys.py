"""Names of series: the codes of their dimensions in one order, joined by dots, as in SDMX."""

from __future__ import annotations

import re
from collections.abc import Mapping

FIRST = ("FREQ", "REF_AREA", "SEX", "AGE", "CITIZEN", "C_BIRTH")
LAST = ("UNIT",)
"""Dimensions that stand first and last in a key; others stand between them by their names."""

_CODE = re.compile(r"[A-Za-z0-9_$@-]+")


def in_order(dimensions: Mapping[str, str]) -> dict[str, str]:
    """Return dimensions in the order of a key; raise ``ValueError`` for what cannot be a code."""
    for name, code in dimensions.items():
        if not _CODE.fullmatch(code):
            raise ValueError(f"{name}: “{code}” is no code of letters, digits, - and _")
    others = sorted(set(dimensions) - {*FIRST, *LAST})
    return {name: dimensions[name] for name in (*FIRST, *others, *LAST) if name in dimensions}


def key_of(dimensions: Mapping[str, str]) -> str:
    """Return the key of a series, such as ``A.BG.T.Y15-64.FOR.PC``."""
    return ".".join(in_order(dimensions).values())


def pattern_of(asked: str) -> re.Pattern[str]:
    """Return what a key must look like; between dots nothing or ``*`` stands for any code.

    ``A.BG+RO..Y15-64.FOR.PC`` asks for two areas and any sex, as in SDMX.
    """
    parts = [_part(part) for part in asked.split(".")]
    return re.compile(r"\.".join(parts))


def _part(part: str) -> str:
    if part in {"", "*"}:
        return r"[^.]+"
    return "(?:" + "|".join(re.escape(code) for code in part.split("+")) + ")"
