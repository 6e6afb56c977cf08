"""Writes mail, sends it, tries again, and forgets it in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.core.jobs.rules import Retry
from opencity.core.outbox.models import MailState, OutgoingMail

RETRY = Retry(attempts=8, first_delay=timedelta(minutes=1))
"""Eight attempts within some two hours: a mail server may be away for a while."""

LEASE = timedelta(minutes=10)
"""How long one attempt may take before another worker may try."""

KEEP_SENT = timedelta(days=30)
KEEP_FAILED = timedelta(days=90)
_LONGEST_SUBJECT = 200


@transaction.atomic
def queue_mail(*, to: str, subject: str, body: str, language: str, key: str) -> OutgoingMail:
    """Write a mail into the outbox, once for a key; it is sent after the caller's commit.

    ``key`` says what the mail is about, e.g. ``feedback.answer:17``; while a mail of the same key
    is kept, it is returned and nothing is written. Raises ``DomainError`` for an address that is
    none.
    """
    from opencity.core.outbox.tasks import send

    address = _address(to)
    mail, created = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "to": address,
            "subject": " ".join(subject.split())[:_LONGEST_SUBJECT],
            "body": body,
            "language": language,
        },
    )
    if created:
        send.enqueue(mail.pk)
    return mail


def _address(to: str) -> str:
    address = to.strip()
    try:
        validate_email(address)
    except ValidationError:
        message = _("“%(email)s” is no e-mail address; write it like name@city.example.")
        raise DomainError(message % {"email": to}) from None
    return address


def send_mail(*, pk: int) -> bool:
    """Send one mail that is due; return whether this call sent it.

    A mail goes out at least once: when the machine dies between the mail server's answer and our
    note of it, it goes out again under the same Message-ID.
    """
    now = timezone.now()
    claimed = OutgoingMail.objects.filter(pk=pk, state=MailState.WAITING, due_at__lte=now).update(
        due_at=now + LEASE, attempts=F("attempts") + 1
    )
    if not claimed:
        return False
    mail = OutgoingMail.objects.get(pk=pk)
    try:
        _message(mail).send()
    except Exception as error:  # whatever a mail server or a mail backend comes up with
        _note_failure(mail, f"{type(error).__name__}: {error}")
        return False
    _change(mail, state=MailState.SENT, sent_at=timezone.now(), last_error="")
    return True


def _message(mail: OutgoingMail) -> EmailMessage:
    domain = urlsplit(settings.SITE_URL).hostname
    headers = {
        "Message-ID": f"<{mail.message_id}@{domain}>",
        "Content-Language": mail.language,
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(
        mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers
    )


def _note_failure(mail: OutgoingMail, error: str) -> None:
    delay = RETRY.delay_after(mail.attempts)
    if delay is None:
        _change(mail, state=MailState.FAILED, last_error=error[:500])
    else:
        _change(mail, due_at=timezone.now() + delay, last_error=error[:500])


def _change(mail: OutgoingMail, **values: Any) -> None:
    OutgoingMail.objects.filter(pk=mail.pk, state=MailState.WAITING).update(**values)


def due_mails(*, most: int = 500) -> list[int]:
    """Return the keys of the mails to send now, the oldest first."""
    rows = OutgoingMail.objects.filter(state=MailState.WAITING, due_at__lte=timezone.now())
    return list(rows.order_by("due_at", "pk").values_list("pk", flat=True)[:most])


@transaction.atomic
def retry_mail(*, actor: Any, mail: OutgoingMail) -> None:
    """Give a mail that was given up all its attempts again; raises for one that was sent."""
    from opencity.core.outbox.tasks import send

    require(actor, "core.change_outgoingmail")
    changed = OutgoingMail.objects.filter(pk=mail.pk).exclude(state=MailState.SENT)
    if not changed.update(state=MailState.WAITING, attempts=0, due_at=timezone.now()):
        raise DomainError(_("This mail was sent already."))
    audit.record(actor=actor, action="core.retry_mail", target=mail)
    send.enqueue(mail.pk)


@transaction.atomic
def forget_address(*, to: str) -> int:
    """Delete every mail to an address, e.g. of a person who is erased; return how many."""
    return OutgoingMail.objects.filter(to__iexact=to.strip()).delete()[0]


@transaction.atomic
def forget_old_mail() -> int:
    """Delete what was sent a month ago and what was given up three months ago."""
    now = timezone.now()
    sent = OutgoingMail.objects.filter(state=MailState.SENT, sent_at__lt=now - KEEP_SENT)
    failed = OutgoingMail.objects.filter(state=MailState.FAILED, created_at__lt=now - KEEP_FAILED)
    return sent.delete()[0] + failed.delete()[0]
