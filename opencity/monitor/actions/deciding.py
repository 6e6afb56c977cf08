"""Figures that only the city knows: one person enters them, another one decides."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.monitor.actions.given import NewFigure
from opencity.monitor.actions.recording import record
from opencity.monitor.enums import Agent, Decision
from opencity.monitor.methods.periods import time_of
from opencity.monitor.models import Entry, Observation, Provenance, Release, Series
from opencity.monitor.queries import in_force


@transaction.atomic
def enter_figure(
    *,
    actor: Any,
    series: Series,
    period: str,
    value: Decimal | None,
    flags: str = "",
    sources: Sequence[dict[str, str]],
    reason: str = "",
) -> Entry:
    """Enter a figure for a second person to approve; it is not public before."""
    require(actor, "monitor.add_entry")
    _require_whole(series, period, sources, reason)
    try:
        with transaction.atomic():
            entry = Entry.objects.create(
                series=series,
                period=period,
                value=value,
                flags="".join(sorted(flags)),
                sources=list(sources),
                reason=reason,
                entered_by=actor,
            )
    except IntegrityError:
        raise DomainError(
            _("Period: a figure for it is waiting already; decide about that one first.")
        ) from None
    audit.record(actor=actor, action="monitor.enter", target=entry, detail={"period": period})
    return entry


@transaction.atomic
def decide_entry(
    *,
    actor: Any,
    entry: Entry,
    approve: bool,
    answer: str = "",
    release: Release | None = None,
) -> Entry:
    """Approve an entered figure, which makes it public, or refuse it with an answer.

    With a release that is still to come it is public from then on.
    """
    require(actor, "monitor.change_entry")
    row = Entry.objects.select_for_update().select_related("series").get(pk=entry.pk)
    if row.decision != Decision.WAITING:
        raise DomainError(_("Somebody has decided about this figure already."))
    if row.entered_by_id == actor.pk:
        raise DomainError(_("You entered this figure yourself: another person must decide."))
    if not approve and not answer.strip():
        raise DomainError(_("Answer: say why, so that the figure can be put right."))
    row.decision = Decision.APPROVED if approve else Decision.REFUSED
    row.decided_by, row.decided_at, row.answer = actor, timezone.now(), answer
    if approve:
        row.observation = _publish(actor, row, release)
    row.save()
    audit.record(actor=actor, action="monitor.decide", target=row, detail={"approve": approve})
    return row


def _require_whole(
    series: Series, period: str, sources: Sequence[dict[str, str]], reason: str
) -> None:
    try:
        time_of(period)
    except ValueError:
        raise DomainError(_("Period: write it like 2024, 2024-Q3 or 2024-07.")) from None
    if not sources:
        raise DomainError(_("Sources: say where the figure comes from."))
    if in_force().filter(series=series, period=period).exists() and not reason.strip():
        raise DomainError(_("Reason: a figure of this period is public; say why it changes."))


def _publish(actor: Any, entry: Entry, release: Release | None) -> Observation | None:
    """Return the state that the figure made; none where the same one stands already."""
    provenance = Provenance.objects.create(
        agent=Agent.DESK, sources=entry.sources, retrieved_on=timezone.localdate(entry.entered_at)
    )
    figure = NewFigure(entry.series, entry.period, entry.value, entry.flags)
    record(
        actor=actor,
        figures=[figure],
        provenance=provenance,
        reason=entry.reason,
        release=release,
    )
    return Observation.objects.filter(provenance=provenance).first()
