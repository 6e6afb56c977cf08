"""Figures as people read them: their unit, their period, their flags."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from opencity.core.texts import read
from opencity.monitor.enums import FLAG_LABELS
from opencity.monitor.methods.figures import Flag
from opencity.monitor.models import Code

_PART = re.compile(r"(?P<year>\d{4})-?(?:(?P<kind>[SQM])(?P<part>\d{1,2})|(?P<month>\d{2}))")
_MOST_DIGITS = 3


def written(value: Decimal | float | None) -> str:
    """Return a number in the reader's language, without zeros that say nothing."""
    if value is None:
        return "–"
    exact = Decimal(str(round(float(value), _MOST_DIGITS))) if isinstance(value, float) else value
    plain = format(exact, "f")
    digits = len(plain.rstrip("0").partition(".")[2]) if "." in plain else 0
    text = number_format(exact, decimal_pos=digits, use_l10n=True, force_grouping=True)
    return text.replace("-", "\N{MINUS SIGN}", 1) if text.startswith("-") else text


def with_unit(value: Decimal | float | None, unit: str, units: dict[str, Code]) -> str:
    """Return a number with its unit: 44.8 %, 85 895 persons."""
    number = written(value)
    if value is None:
        return number
    if unit == "PC":
        return f"{number} %"
    if unit == "NR":
        return number
    code = units.get(unit)
    name = read(code.name).text if code else ""
    return f"{number} {name}".strip()


def period_name(period: str) -> str:
    """Return a period as people say it: 2024, July 2024, 3rd quarter of 2024."""
    found = _PART.fullmatch(period)
    if not found:
        return period
    year, kind = found["year"], found["kind"] or "M"
    part = int(found["part"] or found["month"])
    if kind == "M":
        return _("%(month)s %(year)s") % {"month": MONTHS[part], "year": year}
    if kind == "Q":
        return _("quarter %(part)s of %(year)s") % {"part": part, "year": year}
    return _("half %(part)s of %(year)s") % {"part": part, "year": year}


def flag_labels(letters: str) -> list[str]:
    """Return what the letters of a figure's statuses mean."""
    return [str(FLAG_LABELS[flag]) for flag in Flag if flag.value in letters]
