"""What a page says once about how its texts came to be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from opencity.core.texts import languages
from opencity.core.texts.states import attach_states, summarise


def text_notice(rows: Iterable[models.Model]) -> dict[str, Any]:
    """Read the states of all texts on a page; gives what ``<c-text-notice>`` needs.

    One query, none in the source language.
    """
    shown = list(rows)
    attach_states(shown, [languages.current()])
    return {
        "text_summary": summarise(shown, languages.current()),
        "source_language": languages.source_language(),
    }
