"""Measures how long packs take to build, gathered and set anew each time."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import override

from opencity.core.texts import languages
from opencity.publications.contents import contents_of
from opencity.publications.enums import Paper
from opencity.publications.queries import pack, packs, selection
from opencity.publications.typesetting import template_version, typeset


@dataclass(frozen=True)
class Built:
    """One edition: seconds from the database to the PDF, processor seconds, and bytes.

    On a busy machine the processor seconds, summed over all processors, say more.
    """

    slug: str
    language: str
    paper: str
    seconds: float
    processor: float
    size: int


def measure() -> Iterator[Built]:
    """Build every ready-made pack in every language on every paper; nothing is kept."""
    template_version()
    for row in packs():
        for language in languages.codes():
            for paper in Paper.values:
                yield _built(row.slug, language, paper)


def _built(slug: str, language: str, paper: str) -> Built:
    with override(language):
        began, used = time.perf_counter(), _processor()
        row = pack(slug)
        made = typeset(contents_of(selection(row)), paper, "1") if row else b""
        took = time.perf_counter() - began
        return Built(slug, language, paper, took, _processor() - used, len(made))


def _processor() -> float:
    """Return the processor seconds of this process and of the presses that it ran."""
    return sum(os.times()[:4])
