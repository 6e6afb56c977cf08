"""Announces releases of figures, and moves those that are still to come."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.core.pagecache import touch
from opencity.monitor.models import Observation, Release


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
    planned = release.public_from
    if planned <= timezone.now():
        raise DomainError(_("Time: these figures are public already and cannot be taken back."))
    _require_to_come(until)
    for row in Observation.objects.filter(release=release, valid_from=planned):
        rows = Observation.objects.filter(series=row.series_id, period=row.period)
        rows.filter(valid_to=planned).update(valid_to=until)
    Observation.objects.filter(release=release, valid_from=planned).update(valid_from=until)
    release.public_from = until
    release.save(update_fields=["public_from"])
    audit.record(
        actor=actor,
        action="monitor.postpone",
        target=release,
        detail={"from": planned.isoformat(), "until": until.isoformat()},
    )
    touch("monitor")


def _require_to_come(moment: datetime.datetime) -> None:
    if moment <= timezone.now():
        raise DomainError(_("Time: choose a moment that is still to come."))
