"""Counts the site's own registers into series: nobody types what the site knows."""

from __future__ import annotations

import datetime
import logging
from decimal import Decimal

from django.utils import timezone

from opencity.core.registries import MeasuredRegister, measured_registers
from opencity.monitor.actions.given import NewFigure
from opencity.monitor.actions.recording import Recorded, record
from opencity.monitor.enums import Agent
from opencity.monitor.methods.figures import Flag
from opencity.monitor.models import Provenance, Series

_GENERAL = frozenset({"FREQ", "REF_AREA", "UNIT"})
"""Dimensions that every series has; a register need not name them."""

_log = logging.getLogger(__name__)


def count_registers() -> Recorded:
    """Record what the registers say today, for the period; the same figure again is no news."""
    found = Recorded()
    names = Series.objects.exclude(register="").order_by("register")
    for name in names.values_list("register", flat=True).distinct():
        register = measured_registers.get(name)
        if register is None:
            _log.warning("No app offers the register %s.", name)
            continue
        done = _count(register)
        found.new, found.changed = found.new + done.new, found.changed + done.changed
        found.same += done.same
    return found


def _count(register: MeasuredRegister) -> Recorded:
    period = _period(register.frequency, timezone.localdate())
    figures = []
    for row in Series.objects.filter(register=register.name):
        if unknown := set(row.dimensions) - register.dimensions - _GENERAL:
            _log.warning("%s does not tell %s apart.", register.name, ", ".join(sorted(unknown)))
            continue
        value = register.measure(row.dimensions)
        if value is not None:
            figures.append(_figure(row, period, value, register.smallest_cell))
    if not figures:
        return Recorded()
    return record(
        actor=None, figures=figures, provenance=_provenance(register), reason="Counted anew."
    )


def _figure(row: Series, period: str, value: Decimal, smallest: int) -> NewFigure:
    if 0 < value < smallest:
        return NewFigure(row, period, None, Flag.CONFIDENTIAL.value)
    return NewFigure(row, period, value)


def _period(frequency: str, day: datetime.date) -> str:
    if frequency == "A":
        return f"{day:%Y}"
    return f"{day:%Y}-Q{(day.month + 2) // 3}" if frequency == "Q" else f"{day:%Y-%m}"


def _provenance(register: MeasuredRegister) -> Provenance:
    known = Provenance.objects.filter(agent=Agent.REGISTER, dataset=register.name).first()
    return known or Provenance.objects.create(
        agent=Agent.REGISTER,
        dataset=register.name,
        certainty="computed",
        sources=[{"title": f"Open City: {register.name}", "address": ""}],
        retrieved_on=timezone.localdate(),
    )
