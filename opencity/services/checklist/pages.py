"""What the checklist shows: the rules applied to a person's answers, with texts and links."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from opencity.core.texts.notices import text_notice
from opencity.directory.public_holidays import holiday_of
from opencity.services.checklist.forms import ChecklistForm, query_of
from opencity.services.checklist.wording import counted
from opencity.services.enums import FamilyTie, From, Reason, Unit, Who
from opencity.services.models import ChecklistItem, Service
from opencity.services.rules.checklist import Answers, Entry, Item, Length, Timing, checklist

Context = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One entry of a list with its texts: ``service`` only where the public may see it."""

    entry: Entry
    row: ChecklistItem
    service: Service | None
    counted: str


def is_day_off(day: datetime.date) -> bool:
    """Tell whether offices of the city rest: on weekends and public holidays."""
    return day.weekday() >= 5 or holiday_of(day) is not None


def rule_of(row: ChecklistItem) -> Item:
    """Return an editor's row as a rule."""
    deadline = None
    if row.deadline_amount:
        unit, counts_from = Unit(row.deadline_unit), From(row.deadline_from)
        deadline = Length(row.deadline_amount, unit, counts_from)
    return Item(
        code=row.code,
        order=row.order,
        who=frozenset(Who(code) for code in row.who),
        reasons=frozenset(Reason(code) for code in row.reasons),
        family=frozenset(FamilyTie(code) for code in row.family),
        deadline=deadline,
    )


def lines_for(answers: Answers, today: datetime.date) -> list[Line]:
    """Return a person's list in its order; one query."""
    rows = {row.code: row for row in ChecklistItem.objects.live().select_related("service")}
    entries = checklist(map(rule_of, rows.values()), answers, today, is_day_off)
    return [_line(entry, rows[entry.item.code]) for entry in entries]


def _line(entry: Entry, row: ChecklistItem) -> Line:
    service = row.service if row.service and row.service.live else None
    return Line(entry, row, service, counted(entry.item.deadline))


def list_context(form: ChecklistForm) -> Context:
    """The list of a valid form, in the groups in which the page shows it."""
    answers, today = form.answers(), timezone.localdate()
    lines = lines_for(answers, today)
    query = query_of(answers)
    return {
        "form": form,
        "answers": answers,
        "family": [tie.label for tie in FamilyTie if tie in answers.family],
        "lines": lines,
        "groups": _groups(lines),
        "page_url": f"{reverse('services:checklist')}?{query}",
        "calendar_url": f"{reverse('services:checklist_calendar')}?{query}",
        "has_dates": any(line.entry.due for line in lines),
        "has_overdue": any(line.entry.timing is Timing.OVERDUE for line in lines),
        "today": today,
        **text_notice(_shown(lines)),
    }


def _groups(lines: list[Line]) -> dict[str, list[Line]]:
    """Return the lines by their timing, those of the past and to come together by day."""
    return {
        "dated": [line for line in lines if line.entry.due],
        "waiting": [line for line in lines if line.entry.timing is Timing.WAITING],
        "free": [line for line in lines if line.entry.timing is Timing.FREE],
    }


def _shown(lines: Iterable[Line]) -> list[Any]:
    lines = list(lines)
    services = {line.service.pk: line.service for line in lines if line.service}
    return [*(line.row for line in lines), *services.values()]
