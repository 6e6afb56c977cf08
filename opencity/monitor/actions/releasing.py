"""Moves a release that is still to come."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.core.pagecache import touch
from opencity.monitor.models import Observation, Release


@transaction.atomic
def postpone(*, actor: Any, release: Release, until: datetime.datetime) -> None:
    """Let the figures of a release become public at another moment, which is to come as well."""
    require(actor, "monitor.change_release")
    now, planned = timezone.now(), release.public_from
    if planned <= now:
        raise DomainError(_("Time: these figures are public already and cannot be taken back."))
    if until <= now:
        raise DomainError(_("Time: choose a moment that is still to come."))
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
