"""Reads HSDS schedules into opening hours, exceptions and a note for what fits neither."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from opencity.services.hsds.directory import DAYS

Tree = dict[str, Any]
Values = dict[str, Any]
_LAST_MINUTE = "23:59"


def hours_of(schedules: Iterable[Tree], language: str) -> Values:
    """Return the hours of a place; a rule that is no plain week is told in the note."""
    found: Values = {"hours": [], "exceptions": [], "hours_note": {}, "appointment": False}
    notes: dict[str, None] = {}
    for schedule in schedules:
        times = _times(schedule)
        days = _days(schedule)
        found["appointment"] |= schedule.get("attending_type") == _("by appointment only")
        if times and days:
            found["hours"] += [{"day": day, "opens": times[0], "closes": times[1]} for day in days]
        elif schedule.get("valid_from") and schedule.get("valid_to") and _is_plain(schedule):
            found["exceptions"].append(_exception(schedule, times, language))
            continue
        elif not schedule.get("description"):
            notes[_rule(schedule)] = None
        notes[schedule.get("description", "")] = None
    found["hours"].sort(key=lambda row: (row["day"], row["opens"]))
    note = " ".join(filter(None, notes))[:300]
    found["hours_note"] = {language: note} if note else {}
    return found


def _is_plain(schedule: Tree) -> bool:
    return not any(schedule.get(name) for name in ("freq", "byday", "bymonthday", "byweekno"))


def _days(schedule: Tree) -> list[int]:
    """Return the days of a weekly rule that holds always, else none."""
    bounded = any(schedule.get(name) for name in ("valid_from", "valid_to", "until", "count"))
    if schedule.get("freq", "WEEKLY") != "WEEKLY" or bounded or schedule.get("interval", 1) != 1:
        return []
    named = [day.strip() for day in schedule.get("byday", "").split(",")]
    return sorted({DAYS.index(day) for day in named if day in DAYS})


def _times(schedule: Tree) -> tuple[str, str] | None:
    opens, closes = schedule.get("opens_at", "")[:5], schedule.get("closes_at", "")[:5]
    if closes in ("00:00", "24:00"):
        closes = _LAST_MINUTE
    return (opens, closes) if opens and closes and opens < closes else None


def _exception(schedule: Tree, times: tuple[str, str] | None, language: str) -> Values:
    starts, ends = sorted((schedule["valid_from"], schedule["valid_to"]))
    reason = schedule.get("description", "").removeprefix(_("closed")).removeprefix(": ")
    return {
        "starts_on": datetime.date.fromisoformat(starts).isoformat(),
        "ends_on": datetime.date.fromisoformat(ends).isoformat(),
        "opens": times[0] if times else None,
        "closes": times[1] if times else None,
        "reason": {language: reason[:200]} if reason else {},
    }


def _rule(schedule: Tree) -> str:
    names = ("freq", "byday", "bymonthday", "valid_from", "valid_to", "opens_at", "closes_at")
    return " ".join(str(schedule[name]) for name in names if schedule.get(name))
