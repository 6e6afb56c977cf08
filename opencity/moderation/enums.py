"""Words of moderation that never change by editing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Problem(models.TextChoices):
    """What a message is about."""

    FACTS = "facts", _("a fee, a date or a document is wrong")
    PLACE = "place", _("the address, the phone or the hours are wrong")
    LINK = "link", _("a link does not work")
    UNCLEAR = "unclear", _("I do not understand the text")
    TRANSLATION = "translation", _("the translation is wrong")
    MISSING = "missing", _("something is missing")
    OTHER = "other", _("something else")


class State(models.TextChoices):
    """How far a message has come."""

    NEW = "new", _("received")
    IN_WORK = "in_work", _("being looked into")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")
    SPAM = "spam", _("spam")


OPEN = (State.NEW, State.IN_WORK)
"""States in which somebody still has to do something."""
