"""Records figures: a new state beside the old one, never over it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.core.pagecache import touch
from opencity.monitor.actions.given import NewFigure
from opencity.monitor.actions.small_cells import SmallCells
from opencity.monitor.actions.turns import hold_release, wait_for_turn
from opencity.monitor.methods.periods import time_of
from opencity.monitor.models import Observation, Provenance, Release, Series
from opencity.monitor.queries import HOLDS

_BATCH = 2_000
_SHOWN = 50
_SMALLEST = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Change:
    """What recording did to one figure; ``before`` and ``after`` are value and flags.

    A figure that is new has no ``before``.
    """

    series: Series
    period: str
    before: tuple[Decimal | None, str] | None
    after: tuple[Decimal | None, str]


@dataclass
class Recorded:
    """How many figures are new, changed and as they were, with the first of the changes.

    ``kept_back`` of them count fewer people than may be published, and were stored without them.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    kept_back: int = 0
    changes: list[Change] = field(default_factory=list)

    def note(self, change: Change) -> None:
        """Count a change; what was another figure before is kept while there is room."""
        if change.before is None:
            self.new += 1
            return
        self.changed += 1
        if len(self.changes) < _SHOWN:
            self.changes.append(change)


@transaction.atomic
def record(
    *,
    actor: Any,
    figures: Iterable[NewFigure],
    provenance: Provenance,
    reason: str = "",
    release: Release | None = None,
) -> Recorded:
    """Record figures as they stand from now on, or from a release that is still to come.

    What is the same as the state in force stays as it is. All or nothing; the figures are taken
    from the iterator a few thousand at a time.
    """
    require(actor, "monitor.add_observation")
    release = hold_release(release) if release else None
    now = timezone.now()
    moment = max(release.public_from, now) if release else now
    found, rows, cells = Recorded(), iter(figures), SmallCells()
    while given := list(islice(rows, _BATCH)):
        indicators = {figure.series.indicator_id for figure in given}
        wait_for_turn(indicators)
        cells.learn(indicators)
        batch = [cells.guarded(figure) for figure in given]
        found.kept_back += sum(one is not other for one, other in zip(batch, given, strict=True))
        _record(batch, provenance, reason, release, moment, found)
    audit.record(
        actor=actor,
        action="monitor.record",
        target=provenance,
        detail={"new": found.new, "changed": found.changed, "same": found.same},
    )
    touch("monitor")
    return found


@transaction.atomic
def withdraw(*, actor: Any, observation: Observation, reason: str) -> None:
    """End a figure's validity without another state; it stays visible "as of" earlier days.

    One that is still to come never comes: what stands before it holds on.
    """
    require(actor, "monitor.change_observation")
    if not reason.strip():
        raise DomainError(_("Reason: say why this figure is withdrawn."))
    wait_for_turn([observation.series.indicator_id])
    row, now = Observation.objects.get(pk=observation.pk), timezone.now()
    end = max(now, row.valid_from)
    if row.valid_to and row.valid_to <= end:
        raise DomainError(_("This figure is not in force any more."))
    states = Observation.objects.filter(series=row.series_id, period=row.period)
    states.filter(pk=row.pk).update(valid_to=end)
    if row.valid_from > now:
        before = states.filter(HOLDS, valid_to=row.valid_from)
        before.update(valid_to=row.valid_to)
    audit.record(
        actor=actor, action="monitor.withdraw", target=row, detail={"reason": reason.strip()}
    )
    touch("monitor")


def _record(
    batch: Sequence[NewFigure],
    provenance: Provenance,
    reason: str,
    release: Release | None,
    moment: datetime.datetime,
    found: Recorded,
) -> None:
    states = states_of(
        {figure.series.pk for figure in batch}, {time_of(figure.period) for figure in batch}
    )
    _refuse_two_at_once(batch, states)
    fresh: list[Observation] = []
    ended: list[int] = []
    for figure in batch:
        state = _Timeline(states.get((figure.series.pk, time_of(figure.period)), []), moment)
        why = reason if state.covering else ""
        row = _row(figure, provenance, why, release, moment, state.ends)
        if state.covering and _content(state.covering) == _content(row):
            found.same += 1
            continue
        if state.covering:
            ended.append(state.covering.pk)
        fresh.append(row)
        before = state.covering and (state.covering.value, state.covering.flags)
        found.note(Change(figure.series, figure.period, before or None, (row.value, row.flags)))
    Observation.objects.filter(pk__in=ended).update(valid_to=moment)
    insert_states(fresh)


def insert_states(rows: Sequence[Observation]) -> None:
    """Insert states of figures by one statement with many sets of values.

    ``bulk_create`` compiles every value of every row into SQL, which takes three times as long.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    fields = [field for field in Observation._meta.concrete_fields if not field.primary_key]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    values = [
        [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Observation._meta.db_table} ({names}) VALUES ({marks})",  # noqa: S608  # names of the model
            values,
        )


class _Timeline:
    """The states of one figure around a moment: the one in force then, and when another begins."""

    def __init__(self, states: Sequence[Observation], moment: datetime.datetime) -> None:
        later = [state.valid_from for state in states if state.valid_from > moment]
        self.ends = min(later, default=None)
        self.covering = next(
            (
                state
                for state in states
                if state.valid_from <= moment and (not state.valid_to or state.valid_to > moment)
            ),
            None,
        )


def states_of(
    series: Iterable[int], times: Iterable[float]
) -> dict[tuple[int, float], list[Observation]]:
    """Return all states of figures by series and start of the period, each in their order."""
    found: dict[tuple[int, float], list[Observation]] = {}
    rows = Observation.objects.filter(HOLDS, series__in=series, time__in=times)
    for row in rows.order_by("valid_from"):
        found.setdefault((row.series_id, row.time), []).append(row)
    return found


def _refuse_two_at_once(
    batch: Sequence[NewFigure], states: dict[tuple[int, float], list[Observation]]
) -> None:
    """Refuse a year beside its first month in one series: no method could tell them apart."""
    periods: dict[tuple[int, float], str] = {}
    for figure in batch:
        place = (figure.series.pk, time_of(figure.period))
        standing = [row.period for row in states.get(place, ()) if row.valid_to is None]
        known = {*standing, figure.period}
        known.add(periods.setdefault(place, figure.period))
        if len(known) > 1:
            raise DomainError(
                _("Period: %(one)s and %(other)s begin together; a series holds one of them.")
                % dict(zip(("one", "other"), sorted(known), strict=False))
            )


def _row(
    figure: NewFigure,
    provenance: Provenance,
    reason: str,
    release: Release | None,
    moment: datetime.datetime,
    ends: datetime.datetime | None,
) -> Observation:
    return Observation(
        series_id=figure.series.pk,
        period=figure.period,
        time=time_of(figure.period),
        value=_rounded(figure.value),
        flags="".join(sorted(figure.flags)),
        low=_rounded(figure.low),
        high=_rounded(figure.high),
        sample_size=figure.sample_size,
        note=figure.note,
        provenance_id=provenance.pk,
        release_id=release.pk if release else None,
        reason=reason,
        valid_from=moment,
        valid_to=ends,
    )


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(_SMALLEST, ROUND_HALF_EVEN)


def _content(row: Observation) -> tuple[Any, ...]:
    return (row.value, row.flags, row.low, row.high, row.sample_size, row.note or {})
