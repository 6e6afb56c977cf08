"""Lets one transaction at a time write figures of an indicator, so that each sees the last."""

from __future__ import annotations

from collections.abc import Iterable

from opencity.monitor.models import Indicator


def wait_for_turn(indicators: Iterable[int]) -> None:
    """Wait until no other transaction writes figures of these indicators, and keep others out."""
    rows = Indicator.objects.select_for_update(no_key=True).filter(pk__in=set(indicators))
    list(rows.order_by("pk").values_list("pk"))
