"""Where a translation comes from and how it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Who made a text."""

    HUMAN = "human", _("a person")
    MACHINE = "machine", _("a machine")
    IMPORTED = "imported", _("an import")


class Standing(models.TextChoices):
    """How a translation stands today; the desk lists by it."""

    MISSING = "missing", _("missing")
    OUTDATED = "outdated", _("older than the original")
    MACHINE = "machine", _("machine-made, not reviewed")
    UNREVIEWED = "unreviewed", _("by a person, not reviewed")
    REVIEWED = "reviewed", _("reviewed")


class OrderState(models.TextChoices):
    """How far an order to a machine is."""

    WAITING = "waiting", _("waiting for a worker")
    RUNNING = "running", _("in work")
    SENT = "sent", _("sent, waiting for the answers")
    DONE = "done", _("done")
    FAILED = "failed", _("given up")
