"""What measures of the plan can be counted by: services described, services checked in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from opencity.services.models import Service


def described(measure: str, start: datetime | None, end: datetime | None) -> int:
    """Return how many published services were first published in a half-open period."""
    rows = Service.objects.live()
    if start is not None:
        rows = rows.filter(first_published_at__gte=start)
    if end is not None:
        rows = rows.filter(first_published_at__lt=end)
    return rows.count()


def checked(measure: str, start: datetime | None, end: datetime | None) -> int:
    """Return how many published services were checked in a period and are not due again."""
    today = timezone.localdate()
    rows = Service.objects.live().filter(verified_on__isnull=False)
    rows = rows.filter(Q(review_after__isnull=True) | Q(review_after__gt=today))
    if start is not None:
        rows = rows.filter(verified_on__gte=timezone.localdate(start))
    if end is not None:
        rows = rows.filter(verified_on__lt=timezone.localdate(end))
    return rows.count()


def address(measure: str) -> str:
    """Return the page that lists what is counted."""
    return reverse("services:services")


def of_today(
    count: Callable[[str, datetime | None, datetime | None], int],
) -> Callable[[Mapping[str, str]], Decimal]:
    """Return how the monitor asks for a count: of all measures, since ever."""
    return lambda codes: Decimal(count("", None, None))
