"""Reads of moderation that pages and office share."""

from __future__ import annotations

from django.db.models import QuerySet, Sum

from opencity.core.registries import Subject, subject_kinds
from opencity.moderation.enums import OPEN
from opencity.moderation.models import Feedback, PublicAnswer, Vote


def subject_of(kind: str, code: str) -> Subject | None:
    """Return a public thing that people can write about, or ``None``."""
    found = subject_kinds.get(kind)
    return found.find(code) if found else None


def public_answers(kind: str, code: str) -> list[PublicAnswer]:
    """Return the published questions and answers about a thing."""
    rows = PublicAnswer.objects.live().filter(subject_kind=kind, subject_code=code)
    return list(rows.order_by("pk"))


def feedback_for(user: object) -> QuerySet[Feedback]:
    """Return the messages that somebody may see: all that are not erased."""
    allowed = user.has_perm("moderation.view_feedback")  # type: ignore[attr-defined]
    rows = Feedback.objects.filter(erased_at=None)
    return rows if allowed else rows.none()


def waiting() -> QuerySet[Feedback]:
    """Return the messages in which somebody still has to do something."""
    return Feedback.objects.filter(state__in=OPEN, erased_at=None)


def votes_of(kind: str, code: str) -> dict[str, int]:
    """Return how many found a page helpful and how many did not, over all time."""
    rows = Vote.objects.filter(subject_kind=kind, subject_code=code)
    found = rows.aggregate(helpful=Sum("helpful"), unhelpful=Sum("unhelpful"))
    return {name: number or 0 for name, number in found.items()}
