"""Public holidays of the city's country, with their names in the languages that are known."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache

import holidays
from django.conf import settings

from opencity.core.texts import languages


def holiday_of(day: datetime.date) -> Mapping[str, str] | None:
    """Return the name of the public holiday that a day is in the city, or ``None``."""
    city = settings.CITY
    return holidays_of(city.country, city.subdivision, languages.codes(), day.year).get(day)


def holidays_between(
    first: datetime.date, last: datetime.date
) -> list[tuple[datetime.date, dict[str, str]]]:
    """Return the public holidays of a period, both ends included, in their order."""
    city = settings.CITY
    found: list[tuple[datetime.date, dict[str, str]]] = []
    for year in range(first.year, last.year + 1):
        found += holidays_of(city.country, city.subdivision, languages.codes(), year).items()
    return sorted(
        ((day, dict(name)) for day, name in found if first <= day <= last), key=lambda each: each[0]
    )


@lru_cache(maxsize=64)
def holidays_of(
    country: str, subdivision: str, codes: tuple[str, ...], year: int
) -> dict[datetime.date, dict[str, str]]:
    """Return a year's public holidays with their names by language.

    A language whose names the ``holidays`` package does not know is left out: its readers get the
    name in the next language of their chain, marked as such.
    """
    found: dict[datetime.date, dict[str, str]] = {}
    for code, name in _known_languages(country, codes).items():
        days = holidays.country_holidays(country, subdivision or None, years=year, language=name)
        for day, label in days.items():
            found.setdefault(day, {})[code] = label
    return found


def _known_languages(country: str, codes: tuple[str, ...]) -> dict[str, str | None]:
    """Return the package's names of our languages; of none it knows, its own first one."""
    calendar = holidays.country_holidays(country)
    known = calendar.supported_languages or (calendar.default_language,)
    found = {
        code: name
        for code in codes
        for name in known
        if name and name.replace("_", "-").split("-")[0] == code.split("-")[0]
    }
    return found or {codes[0]: calendar.default_language}
