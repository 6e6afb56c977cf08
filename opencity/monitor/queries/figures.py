"""The one place that says which figures may be seen, and as they stood when."""

from __future__ import annotations

import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from opencity.monitor.methods.figures import Figure, Flag
from opencity.monitor.models import Observation

HOLDS = Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
"""States that were, are or will be in force: not withdrawn or replaced before they began."""


def public_figures(as_of: datetime.datetime | None = None) -> QuerySet[Observation]:
    """Return the figures of published indicators as they stood at a moment, by default now.

    What is under embargo is in force from the moment of its release on, so nothing of the future is
    ever returned, whatever moment is asked for.
    """
    return in_force(as_of).filter(series__indicator__live=True)


def in_force(as_of: datetime.datetime | None = None) -> QuerySet[Observation]:
    """Return the figures in force at a moment that is not in the future, drafts' as well."""
    now = timezone.now()
    moment = min(as_of, now) if as_of else now
    begun = Observation.objects.filter(valid_from__lte=moment)
    return begun.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=moment))


def standing() -> QuerySet[Observation]:
    """Return the figures in force and those that are still to come."""
    return Observation.objects.filter(
        HOLDS, Q(valid_to__isnull=True) | Q(valid_to__gt=timezone.now())
    )


def as_figure(row: Observation) -> Figure | None:
    """Return a figure for the methods; ``None`` where there is no value."""
    if row.value is None:
        return None
    return Figure(
        time=row.time,
        value=float(row.value),
        flags=frozenset(Flag(letter) for letter in row.flags),
        low=None if row.low is None else float(row.low),
        high=None if row.high is None else float(row.high),
    )
