"""What visitors do: vote, write, take back what they wrote."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.errors import DomainError
from opencity.core.outbox import forget_address
from opencity.moderation import letters, queries, rules
from opencity.moderation.models import Feedback, SenderContact, Vote


@transaction.atomic
def vote(*, kind: str, code: str, language: str, helpful: bool) -> None:
    """Count one more person who found a page helpful, or did not."""
    if queries.subject_of(kind, code) is None:
        raise DomainError(_("There is no such page."))
    row, _created = Vote.objects.get_or_create(
        subject_kind=kind, subject_code=code, language=language, day=timezone.localdate()
    )
    name = "helpful" if helpful else "unhelpful"
    Vote.objects.filter(pk=row.pk).update(**{name: F(name) + 1})


@transaction.atomic
def receive(
    *,
    kind: str,
    code: str,
    language: str,
    problem: str,
    text: str,
    email: str = "",
    seconds: float | None = None,
) -> Feedback:
    """Take a message in and bring it to the owner of what it is about.

    ``seconds`` is how long the form was open. A message that looks like spam is kept, marked, and
    wakes nobody.
    """
    subject = queries.subject_of(kind, code)
    if subject is None:
        raise DomainError(_("There is no such page."))
    row = Feedback.objects.create(
        subject_kind=kind,
        subject_code=code,
        language=language,
        problem=problem,
        text=text,
        owner=subject.owner,
        is_suspicious=rules.looks_like_spam(text, seconds=seconds),
    )
    if email:
        last = rules.erase_contact_after(timezone.localdate())
        SenderContact.objects.create(feedback=row, email=email, erase_after=last)
    audit.record(actor=None, action="moderation.receive", target=row)
    if not row.is_suspicious:
        letters.tell_owner(row, subject)
        letters.confirm_receipt(row, subject)
    return row


@transaction.atomic
def withdraw(*, token: str) -> None:
    """Erase the text of a message and the sender's address; who has the link may do it."""
    row = Feedback.objects.select_for_update().filter(token=token, erased_at=None).first()
    if row is None:
        raise DomainError(_("There is no such message, or it has been erased."))
    erase(row)
    audit.record(actor=None, action="moderation.withdraw", target=row)


def erase(row: Feedback) -> None:
    """Keep of a message only that there was one."""
    contact = SenderContact.objects.filter(feedback=row).first()
    if contact is not None:
        forget_address(to=contact.email)
        contact.delete()
    row.text = ""
    row.erased_at = timezone.now()
    row.save(update_fields=["text", "erased_at"])
