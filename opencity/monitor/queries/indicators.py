"""Reads of indicators and what belongs to them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from opencity.monitor.models import Domain, Indicator, IndicatorVersion, Release, Series


def domains() -> QuerySet[Domain]:
    """Return the domains of the city's own framework in their order."""
    return Domain.objects.filter(framework__is_own=True).order_by("order", "code")


def indicators() -> QuerySet[Indicator]:
    """Return the published indicators in the order of the pages."""
    rows = Indicator.objects.live().select_related("domain")
    return rows.order_by("domain__order", "order", "code")


def published_indicator(slug: str) -> Indicator | None:
    """Return the published indicator of an address."""
    return indicators().filter(slug=slug).first()


def current_version(
    indicator: Indicator, day: datetime.date | None = None
) -> IndicatorVersion | None:
    """Return the definition that holds on a day, by default today; the first one before that."""
    versions = list(indicator.versions.order_by("number"))
    asked = day or timezone.localdate()
    held = [version for version in versions if version.valid_from <= asked]
    return (held or versions[:1] or [None])[-1]


def series_of(rows: Sequence[Indicator]) -> QuerySet[Series]:
    """Return the series of some indicators, each indicator's in their order."""
    return Series.objects.filter(indicator__in=rows).order_by("indicator", "order", "key")


def next_release() -> Release | None:
    """Return the release that comes next, if one is announced."""
    return Release.objects.filter(public_from__gt=timezone.now()).order_by("public_from").first()
