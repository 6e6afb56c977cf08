"""The mails of moderation, each in its reader's language."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from opencity.core.outbox import queue_mail
from opencity.core.registries import Subject
from opencity.core.texts import read
from opencity.moderation.models import Feedback, SenderContact


def status_url(row: Feedback) -> str:
    """Return the full address of a message's status page, in the sender's language."""
    with override(row.language):
        return settings.SITE_URL + reverse("moderation:status", kwargs={"token": row.token})


def tell_owner(row: Feedback, subject: Subject) -> None:
    """Write to the owner of a thing that somebody wrote about it."""
    owner = row.owner
    if owner is None or not owner.is_active:
        return
    with override(owner.language):
        title = read(subject.title, owner.language).text
        office = reverse("moderation_office:feedback", kwargs={"pk": row.pk})
        body = _(
            "Somebody wrote about “%(title)s” (%(code)s): %(problem)s.\n\n"
            "Read and answer it in the office: %(url)s"
        ) % {
            "title": title,
            "code": row.subject_code,
            "problem": row.get_problem_display(),
            "url": settings.SITE_URL + office,
        }
        queue_mail(
            to=owner.email,
            subject=_("A message about “%(title)s”") % {"title": title},
            body=body,
            language=owner.language,
            key=f"feedback-{row.pk}-owner",
        )


def confirm_receipt(row: Feedback, subject: Subject) -> None:
    """Send the status link to a sender who left an address."""
    _to_sender(
        row,
        "receipt",
        lambda: _("We have your message"),
        lambda: (
            _("Thank you for writing about “%(title)s”. You can see the answer here: %(url)s")
            % {"title": read(subject.title, row.language).text, "url": status_url(row)}
        ),
    )


def send_answer(row: Feedback, subject: Subject | None) -> None:
    """Send the answer to a sender who left an address."""
    title = read(subject.title, row.language).text if subject else row.subject_code
    _to_sender(
        row,
        f"answer-{row.answered_at:%Y%m%d%H%M%S}",
        lambda: _("An answer to your message about “%(title)s”") % {"title": title},
        lambda: f"{row.answer}\n\n{status_url(row)}",
    )


def _to_sender(
    row: Feedback, key: str, subject: Callable[[], str], body: Callable[[], str]
) -> None:
    contact = SenderContact.objects.filter(feedback=row).first()
    if contact is None:
        return
    with override(row.language):
        queue_mail(
            to=contact.email,
            subject=subject(),
            body=body(),
            language=row.language,
            key=f"feedback-{row.pk}-{key}",
        )
