"""Packs are built before anybody asks, after something changed."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from opencity.core.jobs.registry import schedule
from opencity.core.pagecache.counters import marks_of
from opencity.core.pagecache.touches import counters_of_machine
from opencity.core.texts import languages
from opencity.publications.contents import contents_of
from opencity.publications.editions import READY, edition
from opencity.publications.enums import Paper
from opencity.publications.queries import pack, packs, selection
from opencity.publications.typesetting import template_version

KEYS = ("publications", "services", "directory", "texts")
"""Surrogate keys of what packs are made of."""


@schedule("warm-packs", every=timedelta(minutes=5))
def warm_packs() -> int:
    """Build every ready-made pack in every language if anything changed; return how many."""
    note = Path(settings.DATA) / "packs" / "warmed"
    state = _state()
    if note.is_file() and note.read_text() == state:
        return 0
    built = sum(_warm(row.slug, code) for row in packs() for code in languages.codes())
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(state)
    return built


def _warm(slug: str, language: str) -> int:
    with override(language):
        row = pack(slug)
        if row is None:
            return 0
        contents = contents_of(selection(row))
        for paper in Paper.values:
            edition(contents, paper, READY)
    return len(Paper.values)


def _state() -> str:
    """Return what differs after any change to what packs show, and on another day."""
    marks = marks_of(KEYS, counters_of_machine().snapshot())
    parts = (repr(marks), template_version(), timezone.localdate().isoformat())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
