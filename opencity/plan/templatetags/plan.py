"""Template filters of the plan."""

from __future__ import annotations

import datetime

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter
def partial_date(value: str) -> str:
    """Write a date as exact as it is known in the page's language: a year, a month or a day."""
    parts = value.split("-")
    if len(parts) == 3:
        return date_format(datetime.date.fromisoformat(value), "DATE_FORMAT")
    if len(parts) == 2:
        return date_format(datetime.date(int(parts[0]), int(parts[1]), 1), "YEAR_MONTH_FORMAT")
    return value
