"""Lets one transaction at a time write figures of an indicator, so that each sees the last.

Who needs a release and a turn takes the release first, so that no two wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable

from opencity.monitor.models import Indicator, Release


def hold_release(release: Release) -> Release:
    """Return a release as it stands now; until this transaction ends nobody else can move it."""
    return Release.objects.select_for_update(no_key=True).get(pk=release.pk)


def wait_for_turn(indicators: Iterable[int]) -> None:
    """Wait until no other transaction writes figures of these indicators, and keep others out."""
    rows = Indicator.objects.select_for_update(no_key=True).filter(pk__in=set(indicators))
    list(rows.order_by("pk").values_list("pk"))
