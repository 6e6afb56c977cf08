"""The part of a pack about offices: addresses, hours, and a map drawn from points."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from opencity.core.texts import languages
from opencity.directory.district_map import drawn
from opencity.directory.enums import Answer, PlaceKind, Weekday
from opencity.directory.models import District, OpeningHours
from opencity.publications.queries import Gathered, PlaceRows
from opencity.publications.reader import Data, Reader
from opencity.publications.service_part import checked, contact_lines


def numbered(gathered: Gathered) -> dict[int, int]:
    """Number the offices of a pack in the order in which its services name them."""
    shown = {row.place.pk for row in gathered.places}
    keys = [
        row.place.pk
        for each in gathered.services
        for row in gathered.places
        if row.place.pk in each.place_keys
    ]
    return {key: number for number, key in enumerate(dict.fromkeys(keys), 1) if key in shown}


def offices(gathered: Gathered, numbers: dict[int, int], reader: Reader) -> list[Data]:
    """Return the offices that the services of a pack name, in the order of their numbers."""
    named = [row for row in gathered.places if row.place.pk in numbers]
    named.sort(key=lambda row: numbers[row.place.pk])
    return [_office(row, numbers[row.place.pk], gathered, reader) for row in named]


def district_offices(gathered: Gathered, reader: Reader) -> list[Data]:
    """Return the offices to which one goes by one's own address, by district."""
    rows = [
        row
        for row in gathered.places
        if row.place.kind == PlaceKind.DISTRICT_OFFICE and row.place.district is not None
    ]
    rows.sort(key=lambda row: row.place.district.code if row.place.district else "")
    return [
        {
            "district": reader.text(_known(gathered, row), "name"),
            "address": reader.bulgarian(row.place.address),
            "latin": reader.line(row.place.address_latin),
            "contacts": contact_lines(row.contact_keys, gathered.contacts, reader),
            "checked": reader.line(checked(row.place)),
            "mark": reader.mark(row.place.certainty),
        }
        for row in rows
    ]


def _known(gathered: Gathered, row: PlaceRows) -> District:
    return next(each for each in gathered.districts if each.pk == row.place.district_id)


def _office(row: PlaceRows, number: int, gathered: Gathered, reader: Reader) -> Data:
    place = row.place
    source = languages.source_language()
    is_foreign = reader.language != source
    spoken = ", ".join(_language(code) for code in place.languages)
    return {
        "number": number,
        "name": reader.text(place, "name"),
        "bulgarian": reader.bulgarian(place.name.get(source, "")) if is_foreign else None,
        "summary": reader.text(place, "summary"),
        "address": reader.bulgarian(place.address),
        "latin": reader.line(place.address_latin) if is_foreign else "",
        "postal": place.postal_code,
        "entrance": reader.text(place, "entrance_note"),
        "appointment": _("By appointment only") if place.appointment else "",
        "hours": [reader.line(line) for line in hours_lines(row.hours)],
        "exceptions": _exceptions(row, reader),
        "hours_note": reader.text(place, "hours_note"),
        "contacts": contact_lines(row.contact_keys, gathered.contacts, reader),
        "languages": spoken,
        "wheelchair": str(Answer(place.wheelchair).label),
        "is_online": place.kind == PlaceKind.ONLINE,
        "mark": reader.mark(place.certainty),
        "checked": reader.line(checked(place)),
    }


def _language(code: str) -> str:
    """Return a language's own name, also of one in which the site has no pages."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def hours_lines(rows: Sequence[OpeningHours]) -> list[str]:
    """Return opening hours, days in a row with the same hours on one line."""
    by_day: dict[int, list[str]] = {}
    for row in sorted(rows, key=lambda each: (each.day, each.opens)):
        by_day.setdefault(row.day, []).append(_span(row.opens, row.closes))
    runs: list[tuple[list[int], str]] = []
    for day, spans in by_day.items():
        times = ", ".join(spans)
        if runs and runs[-1][1] == times and runs[-1][0][-1] == day - 1:
            runs[-1][0].append(day)
        else:
            runs.append(([day], times))
    return [f"{_days(days)}: {times}" for days, times in runs]


def _days(days: list[int]) -> str:
    first, last = str(Weekday(days[0]).label), str(Weekday(days[-1]).label)
    return first if len(days) == 1 else f"{first} – {last}"


def _span(opens: datetime.time, closes: datetime.time) -> str:
    return f"{time_format(opens, 'H:i')}–{time_format(closes, 'H:i')}"


def _exceptions(row: PlaceRows, reader: Reader) -> list[Data]:
    today = timezone.localdate()
    coming = [each for each in row.exceptions if each.ends_on >= today]
    return [
        {"line": reader.line(_exception(each)), "reason": reader.text(each, "reason")}
        for each in sorted(coming, key=lambda each: each.starts_on)
    ]


def _exception(row: Any) -> str:
    days = date_format(row.starts_on, "DATE_FORMAT")
    if row.ends_on != row.starts_on:
        days += f" – {date_format(row.ends_on, 'DATE_FORMAT')}"
    closed = _("closed") if row.opens is None else _span(row.opens, row.closes)
    return f"{days}: {closed}"


def city_map(gathered: Gathered, numbers: dict[int, int], reader: Reader) -> Data | None:
    """Return the districts and the numbers of the offices in them; on a drawing of width 1.

    An office stands in its district; one whose district is not known stands in ``missing``.
    """
    if not gathered.districts:
        return None
    drawing = drawn([(float(row.latitude), float(row.longitude)) for row in gathered.districts])
    known = {row.place.district_id for row in gathered.places}
    numbers_in: dict[int, list[int]] = {}
    missing = []
    for row in gathered.places:
        number = numbers.get(row.place.pk)
        if number is None or row.place.kind == PlaceKind.ONLINE:
            continue
        if row.place.district_id is None:
            missing.append(number)
        else:
            numbers_in.setdefault(row.place.district_id, []).append(number)
    return {
        "height": round(drawing.height / drawing.width, 4),
        "radius": round(drawing.radius / drawing.width, 4),
        "districts": [
            {
                "x": round(spot.x / drawing.width, 4),
                "y": round(spot.y / drawing.width, 4),
                "name": reader.text(row, "name"),
                "has_office": row.pk in known,
                "offices": sorted(numbers_in.get(row.pk, [])),
            }
            for row, spot in zip(gathered.districts, drawing.spots, strict=True)
        ],
        "missing": sorted(missing),
    }
