"""Announces releases of figures, and moves those that are still to come."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.core.pagecache import touch
from opencity.monitor.actions.turns import hold_release, wait_for_turn
from opencity.monitor.models import Observation, Release
from opencity.monitor.queries import HOLDS


@transaction.atomic
def announce(
    *, actor: Any, code: str, title: dict[str, str], public_from: datetime.datetime
) -> Release:
    """Say before when figures will become public; whatever is given to the release waits for it."""
    require(actor, "monitor.add_release")
    _require_to_come(public_from)
    try:
        with transaction.atomic():
            release = Release.objects.create(code=code, title=title, public_from=public_from)
    except IntegrityError:
        raise DomainError(_("Code: there is a release with this code; choose another.")) from None
    audit.record(
        actor=actor,
        action="monitor.announce",
        target=release,
        detail={"public_from": public_from.isoformat()},
    )
    touch("monitor")
    return release


@transaction.atomic
def postpone(*, actor: Any, release: Release, until: datetime.datetime) -> None:
    """Let the figures of a release become public at another moment, which is to come as well."""
    require(actor, "monitor.change_release")
    release = hold_release(release)
    rows = Observation.objects.filter(HOLDS, release=release)
    wait_for_turn(rows.order_by().values_list("series__indicator", flat=True).distinct())
    now, planned = timezone.now(), release.public_from
    if planned <= now:
        raise DomainError(_("Time: these figures are public already and cannot be taken back."))
    _require_to_come(until)
    _move(rows.filter(valid_from__gt=now), until)
    release.public_from = until
    release.save(update_fields=["public_from"])
    audit.record(
        actor=actor,
        action="monitor.postpone",
        target=release,
        detail={"from": planned.isoformat(), "until": until.isoformat()},
    )
    touch("monitor")


def _move(rows: QuerySet[Observation], until: datetime.datetime) -> None:
    """Let figures begin at another moment, and what stands before them end there."""
    following = rows.filter(
        series=OuterRef("series"), period=OuterRef("period"), valid_from=OuterRef("valid_to")
    )
    before = Observation.objects.filter(
        HOLDS, Exists(following), series__in=rows.order_by().values("series")
    )
    if (rows.filter(valid_to__lte=until) | before.filter(valid_from__gte=until)).exists():
        raise DomainError(
            _("Time: another release of the same figures lies between; move that one first.")
        )
    before.update(valid_to=until)
    rows.update(valid_from=until)


def _require_to_come(moment: datetime.datetime) -> None:
    if moment <= timezone.now():
        raise DomainError(_("Time: choose a moment that is still to come."))
