"""Gives an indicator another definition; those before it stay as they were."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.core.pagecache import touch
from opencity.monitor.actions.small_cells import keep_back
from opencity.monitor.actions.turns import wait_for_turn
from opencity.monitor.models import Indicator, IndicatorVersion, SeriesBreak


@transaction.atomic
def define(
    *,
    actor: Any,
    indicator: Indicator,
    values: Mapping[str, Any],
    break_period: str = "",
    break_reason: Mapping[str, str] | None = None,
) -> IndicatorVersion:
    """Add a definition that holds from a day on, later than the one before.

    Breaks of the former definition are its breaks as well; ``break_period`` is one more, from which
    on figures cannot be compared with earlier ones, for a reason.
    """
    require(actor, "monitor.publish_indicator")
    wait_for_turn([indicator.pk])
    former = indicator.versions.order_by("-number").first()
    if former and values["valid_from"] <= former.valid_from:
        told = _("Valid from: the definition before holds from %(day)s; choose a later day.")
        raise DomainError(told % {"day": date_format(former.valid_from)})
    version = IndicatorVersion(
        indicator=indicator, number=former.number + 1 if former else 1, **values
    )
    version.save()
    breaks = {row.period: row.reason for row in former.breaks.all()} if former else {}
    if break_period:
        breaks[break_period] = dict(break_reason or {})
    SeriesBreak.objects.bulk_create(
        SeriesBreak(version=version, period=period, reason=reason)
        for period, reason in breaks.items()
    )
    audit.record(
        actor=actor,
        action="monitor.define",
        target=indicator,
        detail={
            "version": version.number,
            "valid_from": version.valid_from.isoformat(),
            "kept_back": keep_back(version),
        },
    )
    touch("monitor")
    return version
