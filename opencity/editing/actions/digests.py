"""Writes to every owner once a week what of theirs is due."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.utils import timezone

from opencity.core.outbox import queue_mail
from opencity.editing.digest import digest_for, owners


def write_digests() -> int:
    """Write this week's mail to each owner who has something due; return how many were written.

    A person gets at most one a week, however often this runs.
    """
    year, week, _day = timezone.localdate().isocalendar()
    people = get_user_model().objects.filter(pk__in=owners(), is_active=True)
    written = 0
    for person in people.order_by("pk"):
        digest = digest_for(person)
        if digest is not None:
            queue_mail(
                to=person.email,
                subject=digest.subject,
                body=digest.body,
                language=person.language,
                key=f"digest:{person.pk}:{year}-W{week:02}",
            )
            written += 1
    return written
