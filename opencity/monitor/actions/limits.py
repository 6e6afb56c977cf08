"""What the database can hold: a file that says more is refused before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from opencity.monitor.formats.rows import Row

_DIGITS = 18
"""Digits of a value before its point."""
_LARGEST_SAMPLE = 2_147_483_647
_NAME, _CODE, _KEY, _PERIOD = 40, 60, 200, 10
"""Characters of a dimension's name, a code, a series' key and a period."""


def beyond(row: Row) -> Iterator[tuple[str, str]]:
    """Yield column and reason of each number of a row that cannot be kept."""
    for column, value in (("value", row.value), ("low", row.low), ("high", row.high)):
        if value is not None and Decimal(value).adjusted() >= _DIGITS:
            yield (
                column,
                _("The number has more than %(most)d digits before its point.") % {"most": _DIGITS},
            )
    if row.sample_size is not None and row.sample_size > _LARGEST_SAMPLE:
        yield "sample_size", _("Nobody can have asked so many people: put the number right.")
    if len(row.period) > _PERIOD:
        yield "period", _("A period has at most %(most)d characters.") % {"most": _PERIOD}


def too_long(dimensions: Mapping[str, str]) -> str:
    """Return why codes cannot name a series; nothing when they can."""
    for name, code in dimensions.items():
        if len(name) > _NAME or len(code) > _CODE:
            return _("%(name)s: names have at most %(name_most)d characters, codes %(most)d.") % {
                "name": name[:_NAME],
                "name_most": _NAME,
                "most": _CODE,
            }
    if sum(map(len, dimensions.values())) + len(dimensions) > _KEY:
        return _("The codes of a series have more than %(most)d characters together.") % {
            "most": _KEY
        }
    return ""
