"""What time erases."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from opencity.moderation import rules
from opencity.moderation.actions.receiving import erase
from opencity.moderation.models import Feedback, SenderContact


@transaction.atomic
def erase_what_is_old() -> int:
    """Erase addresses and messages whose time is over; return how many."""
    today = timezone.localdate()
    contacts, _by_model = SenderContact.objects.filter(erase_after__lt=today).delete()
    limit = timezone.now() - rules.KEEP_TEXT
    old = list(Feedback.objects.filter(created_at__lt=limit, erased_at=None))
    for row in old:
        erase(row)
    return contacts + len(old)
