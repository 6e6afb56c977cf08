"""Reads of the translation app: what is known of texts, and the desk over the whole site."""

from opencity.translation.queries.desk import (
    NOBODY,
    Desk,
    Line,
    counts,
    coverage,
    desk,
    forget_counts,
    translatable_models,
)
from opencity.translation.queries.records import (
    Texts,
    all_records,
    history_of,
    records_of,
    text_states,
    texts_of,
    with_children,
)
from opencity.translation.queries.sheet import Entry, Sheet, sheet

__all__ = [
    "NOBODY",
    "Desk",
    "Entry",
    "Line",
    "Sheet",
    "Texts",
    "all_records",
    "counts",
    "coverage",
    "desk",
    "forget_counts",
    "history_of",
    "records_of",
    "sheet",
    "text_states",
    "texts_of",
    "translatable_models",
    "with_children",
]
