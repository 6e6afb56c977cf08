"""All reads of the translation app."""

from opencity.translation.queries.desk import (
    NOBODY,
    UNFINISHED,
    Line,
    Subject,
    counts,
    coverage,
    is_behind,
    lines_of,
    listed,
    owners,
    page_of,
    tally,
    unfinished,
)
from opencity.translation.queries.exchange import bundle, subject_named, unit_name, unit_of
from opencity.translation.queries.facts import TextFact, TextFacts
from opencity.translation.queries.glossary import Remark, glossary, remarks, told
from opencity.translation.queries.latest import history_links, latest_versions
from opencity.translation.queries.machine import (
    OPEN,
    dispatch_of,
    open_orders,
    orders,
    sent_records,
)
from opencity.translation.queries.records import (
    Texts,
    history_of,
    records_of,
    text_states,
    texts_of,
    with_children,
)
from opencity.translation.queries.sheet import Entry, Sheet, sheet

__all__ = [
    "NOBODY",
    "OPEN",
    "UNFINISHED",
    "Entry",
    "Line",
    "Remark",
    "Sheet",
    "Subject",
    "TextFact",
    "TextFacts",
    "Texts",
    "bundle",
    "counts",
    "coverage",
    "dispatch_of",
    "glossary",
    "history_of",
    "history_links",
    "is_behind",
    "latest_versions",
    "lines_of",
    "listed",
    "open_orders",
    "orders",
    "owners",
    "page_of",
    "records_of",
    "remarks",
    "sent_records",
    "sheet",
    "subject_named",
    "tally",
    "text_states",
    "texts_of",
    "told",
    "unfinished",
    "unit_name",
    "unit_of",
    "with_children",
]
