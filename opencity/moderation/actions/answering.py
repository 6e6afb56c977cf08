"""What officers do with messages: take, answer, close, publish."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.core.texts import languages
from opencity.moderation import letters, queries, rules
from opencity.moderation.enums import State
from opencity.moderation.models import Feedback, PublicAnswer, SenderContact


def _locked(actor: Any, pk: int) -> Feedback:
    require(actor, "moderation.change_feedback")
    row = Feedback.objects.select_for_update().filter(pk=pk).first()
    if row is None or row.erased_at:
        raise DomainError(_("The sender has erased this message."))
    return row


@transaction.atomic
def take(*, actor: Any, pk: int) -> Feedback:
    """Say that one looks into a message."""
    row = _locked(actor, pk)
    row.owner = actor
    row.state = State.IN_WORK
    row.save(update_fields=["owner", "state"])
    audit.record(actor=actor, action="moderation.take", target=row)
    return row


@transaction.atomic
def answer(*, actor: Any, pk: int, text: str) -> Feedback:
    """Answer a message; its status page shows the answer, and a sender with an address hears."""
    row = _locked(actor, pk)
    if not text.strip():
        raise DomainError(_("Write an answer first."))
    row.answer, row.answered_by, row.answered_at = text.strip(), actor, timezone.now()
    row.state = State.ANSWERED
    row.save(update_fields=["answer", "answered_by", "answered_at", "state"])
    last = rules.erase_contact_after(row.created_at.date(), row.answered_at.date())
    SenderContact.objects.filter(feedback=row).update(erase_after=last)
    audit.record(actor=actor, action="moderation.answer", target=row)
    letters.send_answer(row, queries.subject_of(row.subject_kind, row.subject_code))
    return row


@transaction.atomic
def close(*, actor: Any, pk: int) -> Feedback:
    """Close a message that needs no answer."""
    return _end(actor, pk, State.CLOSED, "moderation.close")


@transaction.atomic
def mark_as_spam(*, actor: Any, pk: int) -> Feedback:
    """Put a message aside as spam and forget the address that came with it."""
    row = _end(actor, pk, State.SPAM, "moderation.spam")
    SenderContact.objects.filter(feedback=row).delete()
    return row


def _end(actor: Any, pk: int, state: State, action: str) -> Feedback:
    row = _locked(actor, pk)
    row.state = state
    row.save(update_fields=["state"])
    audit.record(actor=actor, action=action, target=row)
    return row


@transaction.atomic
def publish_answer(*, actor: Any, pk: int) -> PublicAnswer:
    """Begin a question and answer from an answered message; it is a draft until it is published.

    The question starts with the sender's words in the sender's language, for the officer to put it
    so that it tells nothing of the sender.
    """
    require(actor, "moderation.add_publicanswer")
    row = _locked(actor, pk)
    if row.state != State.ANSWERED:
        raise DomainError(_("Answer the message first."))
    source = languages.source_language()
    draft = PublicAnswer(
        subject_kind=row.subject_kind,
        subject_code=row.subject_code,
        question={row.language: row.text[:300], source: row.text[:300]},
        answer={row.language: row.answer[:2000], source: row.answer[:2000]},
        feedback=row,
        live=False,
    )
    draft.save()
    draft.save_revision(user=actor, clean=False)
    audit.record(actor=actor, action="moderation.draft_answer", target=draft)
    return draft
