"""Periods of time as statistics write them, and their place on a line of years."""

from __future__ import annotations

import re
from functools import lru_cache

_FORMS = {
    "": 1,
    "S": 2,
    "Q": 4,
    "M": 12,
}
_PERIOD = re.compile(
    r"(?P<year>(?!0000)[0-9]{4})"
    r"(?:-?(?P<kind>[SQM])(?P<part>[0-9]{1,2})|-(?P<month>[0-9]{2}))?"
)


@lru_cache(maxsize=10_000)
def time_of(period: str) -> float:
    """Return where a period starts, in years: 2024, 2024-S2, 2024-Q3, 2024-07 or 2024-M07.

    Raise ``ValueError`` for anything else. These are SDMX's reporting periods and months.
    """
    found = _PERIOD.fullmatch(period.strip())
    if not found:
        raise ValueError(f"“{period}” is no period such as 2024, 2024-Q3 or 2024-07")
    kind = "M" if found["month"] else found["kind"] or ""
    part = int(found["month"] or found["part"] or 1)
    if not 1 <= part <= _FORMS[kind]:
        raise ValueError(f"“{period}” has no part {part}")
    return int(found["year"]) + (part - 1) / _FORMS[kind]


def end_of(period: str) -> float:
    """Return just before where the next period begins; a year holds its months.

    Raises ``ValueError`` as ``time_of`` does.
    """
    start = time_of(period)
    found = _PERIOD.fullmatch(period.strip())
    kind = "M" if found and found["month"] else (found["kind"] if found else "") or ""
    return start + 1 / _FORMS[kind] - 1e-9
