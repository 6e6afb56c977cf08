"""Amounts, lengths of time and doubts in the words of the page's language."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from opencity.core.verified import Certainty
from opencity.services.enums import From, Unit
from opencity.services.models import Cost, TimeLimit
from opencity.services.rules.money import in_euro

_LENGTHS: dict[str, Any] = {
    Unit.DAY: ngettext_lazy("%(number)d day", "%(number)d days", "number"),
    Unit.WORKING_DAY: ngettext_lazy("%(number)d working day", "%(number)d working days", "number"),
    Unit.WEEK: ngettext_lazy("%(number)d week", "%(number)d weeks", "number"),
    Unit.MONTH: ngettext_lazy("%(number)d month", "%(number)d months", "number"),
    Unit.YEAR: ngettext_lazy("%(number)d year", "%(number)d years", "number"),
}
_DAYS: dict[str, float] = {
    Unit.DAY: 1, Unit.WORKING_DAY: 1.4, Unit.WEEK: 7, Unit.MONTH: 30.4, Unit.YEAR: 365,
}  # fmt: skip
_DOUBTS: dict[str, str | Promise] = {
    Certainty.COMPUTED: gettext_lazy("computed"),
    Certainty.GENERAL_KNOWLEDGE: gettext_lazy("not checked"),
    Certainty.UNKNOWN: gettext_lazy("not known"),
    Certainty.PLACEHOLDER: gettext_lazy("to be confirmed by the city"),
}


def money(amount: Decimal, currency: str) -> str:
    """Return an amount with its currency; whole amounts without decimals."""
    shown = number_format(amount, decimal_pos=0 if amount == int(amount) else 2)
    if currency == "EUR":
        return _("€%(amount)s") % {"amount": shown}
    if currency == "BGN":
        return _("BGN %(amount)s") % {"amount": shown}
    return f"{shown} {currency}"


def euro(amount: Decimal, currency: str) -> str:
    """Return an amount in euro, with "about" where it was converted; else as it is."""
    converted = in_euro(amount, currency)
    if converted is None or currency == "EUR":
        return money(amount, currency)
    return _("about %(amount)s") % {"amount": money(converted, "EUR")}


def price(cost: Cost) -> str:
    """Return what a cost comes to: free, an amount, or a converted one before its source's."""
    if not cost.amount:
        return _("free")
    first, source = euro(cost.amount, cost.currency), money(cost.amount, cost.currency)
    return first if first == source else f"{first} ({source})"


def prices(costs: Sequence[Cost]) -> str:
    """Return in a few words what a service costs; nothing known is said as such."""
    if not costs:
        return _("not known: ask the office")
    known = sorted({in_euro(cost.amount, cost.currency) or cost.amount for cost in costs})
    if known[-1] == 0:
        return _("free")
    if len(known) == 1:
        return euro(costs[0].amount, costs[0].currency)
    least = min(costs, key=_rank)
    most = max(costs, key=_rank)
    return _("%(least)s to %(most)s") % {
        "least": euro(least.amount, least.currency) if least.amount else _("free"),
        "most": euro(most.amount, most.currency),
    }


def _rank(cost: Cost) -> Decimal:
    return in_euro(cost.amount, cost.currency) or cost.amount


def length(amount: int, unit: str) -> str:
    """Return a length of time."""
    return str(_LENGTHS[unit] % {"number": amount})


def limit(row: TimeLimit) -> str:
    """Return a length of time and from when it counts."""
    shown = length(row.amount, row.unit)
    if not row.counts_from:
        return shown
    start = From(row.counts_from).label
    return _("%(length)s, counted from %(start)s") % {"length": shown, "start": start}


def limits(rows: Sequence[TimeLimit]) -> str:
    """Return in a few words what some lengths of one kind come to."""
    if len(rows) < 2:
        return "".join(limit(row) for row in rows)
    least, most = min(rows, key=_days), max(rows, key=_days)
    shown = length(least.amount, least.unit), length(most.amount, most.unit)
    if shown[0] == shown[1]:
        return shown[0]
    return _("%(least)s to %(most)s") % {"least": shown[0], "most": shown[1]}


def _days(row: TimeLimit) -> float:
    return row.amount * _DAYS[row.unit]


def doubt(certainty: str) -> str:
    """Return what a reader must know of a fact that is not documented; else nothing."""
    return str(_DOUBTS.get(certainty, ""))


def with_doubt(words: str, rows: Sequence[Any]) -> str:
    """Return a short answer with what a reader must know of the facts that it sums up."""
    doubts = [doubt(row.certainty) for row in rows]
    if not any(doubts):
        return words
    remark = doubts[0] if len(set(doubts)) == 1 else _("not all checked")
    return f"{words} ({remark})"
