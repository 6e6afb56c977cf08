"""Votes, messages and published answers."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from opencity.core.publication import Publishable
from opencity.core.texts import Text, read
from opencity.moderation.enums import Problem, State


def new_token() -> str:
    """Return the secret part of a status link, too long to be guessed."""
    return secrets.token_urlsafe(24)


class OfSubject(models.Model):
    """Abstract base of rows about a service, an office or another public thing."""

    subject_kind = models.CharField(_("kind"), max_length=30)
    subject_code = models.CharField(_("code"), max_length=80)

    class Meta:
        abstract = True


class Vote(OfSubject):
    """How many people found a page helpful on a day; nobody can tell who they were."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=20)
    helpful = models.PositiveIntegerField(_("helpful"), default=0)
    unhelpful = models.PositiveIntegerField(_("not helpful"), default=0)

    class Meta:
        verbose_name = _("votes of a day")
        verbose_name_plural = _("votes")
        ordering = ["-day", "subject_kind", "subject_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_code", "day", "language"],
                name="votes_once_a_day_and_language",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_code} {self.day}: {self.helpful}/{self.unhelpful}"


class Feedback(OfSubject):
    """A message about a public thing, and the answer to it."""

    token = models.CharField(
        _("secret"), max_length=40, unique=True, default=new_token, editable=False
    )
    language = models.CharField(_("language"), max_length=20)
    problem = models.CharField(_("what it is about"), max_length=15, choices=Problem.choices)
    text = models.TextField(_("message"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.NEW, db_index=True
    )
    is_suspicious = models.BooleanField(_("looks like spam"), default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.ANSWERED) | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="answered_feedback_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(text=""),
                name="erased_feedback_has_no_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_code}: {self.get_problem_display()}"


class SenderContact(models.Model):
    """The address of a sender who wants to hear of the answer; kept apart and only for a time."""

    feedback = models.OneToOneField(
        Feedback, verbose_name=_("feedback"), on_delete=models.CASCADE, related_name="contact"
    )
    email = models.EmailField(_("e-mail address"))
    erase_after = models.DateField(_("erased after"), db_index=True)

    class Meta:
        verbose_name = _("contact of a sender")
        verbose_name_plural = _("contacts of senders")
        # Nobody needs a list of addresses: the answer is sent by the platform.
        default_permissions = ()

    def __str__(self) -> str:
        return f"feedback {self.feedback_id}"


class PublicAnswer(Publishable, OfSubject):
    """A question that people asked about a thing, and the city's answer, on the thing's page."""

    question = Text(_("question"), max_length=300)
    answer = Text(_("answer"), max_length=2000)
    feedback = models.ForeignKey(
        Feedback,
        verbose_name=_("feedback"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="public_answers",
        editable=False,
    )

    class Meta:
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")
        ordering = ["subject_kind", "subject_code", "pk"]

    def __str__(self) -> str:
        return read(self.question).text

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the texts."""
        return "moderation/preview.html"
