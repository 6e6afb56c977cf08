"""Which items stand on a person's checklist, in which order and until when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from opencity.services.enums import FamilyTie, From, Reason, Unit, Who
from opencity.services.rules.lengths import DayOff, after, last_working_day


@dataclass(frozen=True)
class Arrival:
    """When a person came: a day or, with ``exact`` false, the first day of a month.

    Counting from the first day of the month can only give a deadline too early, never too late.
    """

    day: datetime.date
    exact: bool = True

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}" if self.exact else f"{self.day:%Y-%m}"


@dataclass(frozen=True)
class Answers:
    """What a person says of themselves."""

    who: Who
    reason: Reason
    arrival: Arrival
    family: frozenset[FamilyTie] = frozenset()


@dataclass(frozen=True)
class Length:
    """A number of units of time from something on."""

    amount: int
    unit: Unit
    counts_from: From


@dataclass(frozen=True)
class Item:
    """A rule: for whom an item is, and its deadline; what is empty fits everybody."""

    code: str
    order: int = 0
    who: frozenset[Who] = frozenset()
    reasons: frozenset[Reason] = frozenset()
    family: frozenset[FamilyTie] = frozenset()
    deadline: Length | None = None


class Timing(StrEnum):
    """How an item stands in time."""

    OVERDUE = "overdue"
    DATED = "dated"
    WAITING = "waiting"
    FREE = "free"


@dataclass(frozen=True)
class Entry:
    """An item on a person's list.

    ``due`` is the last day, ``go_by`` the last one up to then on which offices work, but never
    before the arrival. ``due`` is empty where nothing is set or the day depends on another event.
    """

    item: Item
    timing: Timing
    due: datetime.date | None = None
    go_by: datetime.date | None = None


def fits(item: Item, answers: Answers) -> bool:
    """Tell whether an item is for a person; of several wanted answers one is enough."""
    return (
        (not item.who or answers.who in item.who)
        and (not item.reasons or answers.reason in item.reasons)
        and (not item.family or bool(item.family & answers.family))
    )


def checklist(
    items: Iterable[Item], answers: Answers, today: datetime.date, is_off: DayOff
) -> list[Entry]:
    """Return the items for a person by their last day, those without one behind, by their order."""
    entries = [_entry(item, answers, today, is_off) for item in items if fits(item, answers)]
    return sorted(entries, key=_place)


def _place(entry: Entry) -> tuple[datetime.date, int, str]:
    return entry.due or datetime.date.max, entry.item.order, entry.item.code


def _entry(item: Item, answers: Answers, today: datetime.date, is_off: DayOff) -> Entry:
    length, arrival = item.deadline, answers.arrival.day
    if length is None:
        return Entry(item, Timing.FREE)
    if length.counts_from != From.ARRIVAL:
        return Entry(item, Timing.WAITING)
    due = after(arrival, length.amount, length.unit, is_off)
    if due is None:
        return Entry(item, Timing.FREE)
    timing = Timing.OVERDUE if due < today else Timing.DATED
    return Entry(item, timing, due, max(arrival, last_working_day(due, is_off)))
