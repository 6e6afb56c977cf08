"""Counts the site's own registers into series: nobody types what the site knows."""

from __future__ import annotations

import logging

from django.utils import timezone

from opencity.core.registries import MeasuredRegister, measured_registers
from opencity.monitor.actions.given import NewFigure
from opencity.monitor.actions.recording import Recorded, record
from opencity.monitor.enums import Agent
from opencity.monitor.models import Provenance, Series

_log = logging.getLogger(__name__)


def count_registers() -> Recorded:
    """Record what the registers say today, for the month; the same figure again is no news."""
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
    period = f"{timezone.localdate():%Y-%m}"
    figures = []
    for row in Series.objects.filter(register=register.name):
        value = register.measure(row.dimensions)
        if value is not None:
            figures.append(NewFigure(row, period, value))
    if not figures:
        return Recorded()
    return record(
        actor=None, figures=figures, provenance=_provenance(register), reason="Counted anew."
    )


def _provenance(register: MeasuredRegister) -> Provenance:
    known = Provenance.objects.filter(agent=Agent.REGISTER, dataset=register.name).first()
    return known or Provenance.objects.create(
        agent=Agent.REGISTER,
        dataset=register.name,
        certainty="computed",
        sources=[{"title": f"Open City: {register.name}", "address": ""}],
        retrieved_on=timezone.localdate(),
    )
