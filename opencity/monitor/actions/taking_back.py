"""Takes figures of one origin back together, as when a wrong file was taken over."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.core.pagecache import touch
from opencity.monitor.actions.recording import insert_states, states_of
from opencity.monitor.actions.turns import wait_for_turn
from opencity.monitor.models import Observation, Provenance
from opencity.monitor.queries import standing

_BATCH = 2_000


@dataclass
class TakenBack:
    """How many figures ended, and for how many of them the state before stands again."""

    ended: int = 0
    restored: int = 0


@transaction.atomic
def take_back(*, actor: Any, origin: Provenance, reason: str) -> TakenBack:
    """End the figures of an origin that stand; what each of them replaced is in force again.

    They stay visible "as of" earlier days. Those still to come never come. What a later origin
    replaced already stays as it is, and nothing returns that was taken back itself.
    """
    require(actor, "monitor.change_observation")
    if not reason.strip():
        raise DomainError(_("Reason: say why these figures are taken back."))
    row = Provenance.objects.select_for_update(no_key=True).get(pk=origin.pk)
    if row.taken_back_at:
        raise DomainError(_("These figures have been taken back already."))
    theirs = Observation.objects.filter(provenance=row).order_by()
    wait_for_turn(theirs.values_list("series__indicator", flat=True).distinct())
    row.taken_back_at = now = timezone.now()
    row.save(update_fields=["taken_back_at"])
    done = TakenBack()
    keys = list(standing().filter(provenance=row).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _BATCH):
        _end(keys[start : start + _BATCH], now, reason.strip(), done)
    audit.record(
        actor=actor,
        action="monitor.take_back",
        target=row,
        detail={"reason": reason.strip(), "ended": done.ended, "restored": done.restored},
    )
    touch("monitor")
    return done


def _end(keys: Sequence[int], now: datetime.datetime, reason: str, done: TakenBack) -> None:
    going = list(Observation.objects.filter(pk__in=keys))
    states = states_of({row.series_id for row in going}, {row.time for row in going})
    gone = set(Provenance.objects.exclude(taken_back_at=None).values_list("pk", flat=True))
    again: list[Observation] = []
    longer: dict[datetime.datetime | None, list[int]] = {}
    for row in going:
        before = _before(row, states[row.series_id, row.time], gone)
        if before is None:
            continue
        done.restored += 1
        if row.valid_from > now:
            longer.setdefault(row.valid_to, []).append(before.pk)
        else:
            again.append(_again(before, now, row.valid_to, reason))
    ended = Observation.objects.filter(pk__in=keys)
    ended.filter(valid_from__gt=now).update(valid_to=F("valid_from"))
    ended.filter(valid_from__lte=now).update(valid_to=now)
    for until, rows in longer.items():
        Observation.objects.filter(pk__in=rows).update(valid_to=until)
    insert_states(again)
    done.ended += len(going)


def _before(row: Observation, states: Sequence[Observation], gone: set[int]) -> Observation | None:
    """Return the state that would stand without a row and without all that was taken back.

    ``states`` are those of the same figure in the order of their beginnings.
    """
    begins = row.valid_from
    for state in reversed(states):
        if state.valid_to == begins:
            if state.provenance_id not in gone:
                return state
            begins = state.valid_from
    return None


def _again(
    state: Observation, now: datetime.datetime, until: datetime.datetime | None, reason: str
) -> Observation:
    fresh = copy.copy(state)
    fresh.pk, fresh.release_id = None, None
    fresh.valid_from, fresh.valid_to, fresh.reason = now, until, reason
    return fresh
