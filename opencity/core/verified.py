"""Facts that can go out of date: where they come from, how sure they are, when checked."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opencity.core.fields import SourcesField


class Certainty(models.TextChoices):
    """How sure a fact is."""

    DOCUMENTED = "documented", _("documented")
    COMPUTED = "computed", _("computed")
    GENERAL_KNOWLEDGE = "general_knowledge", _("general knowledge, not checked")
    UNKNOWN = "unknown", _("not known")
    PLACEHOLDER = "placeholder", _("to be confirmed by the city")


class Verified(models.Model):
    """Abstract base of records whose facts have a source and are looked at again."""

    certainty = models.CharField(
        _("certainty"), max_length=20, choices=Certainty.choices, default=Certainty.PLACEHOLDER
    )
    sources = SourcesField(_("sources"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who keeps this true and is reminded; never shown to the public."),
    )
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    review_after = models.DateField(_("to be looked at again after"), null=True, blank=True)

    class Meta:
        abstract = True

    def is_due(self, today: datetime.date | None = None) -> bool:
        """Tell whether somebody should look at this again."""
        return bool(self.review_after and self.review_after <= (today or timezone.localdate()))
