"""What happened since: facts with a source, of a plan or of a measure."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable

from opencity.core.fields import PartialDateField, SourcesField
from opencity.core.texts import Text
from opencity.core.verified import Certainty


class Fact(Orderable):
    """Abstract base of what the public record says happened since the plan was written."""

    date = PartialDateField(_("date"), blank=True)
    title = Text(_("title"), max_length=200)
    text = Text(_("text"), blank=True)
    sources = SourcesField(_("sources"))
    certainty = models.CharField(
        _("certainty"), max_length=20, choices=Certainty.choices, default=Certainty.DOCUMENTED
    )

    class Meta(Orderable.Meta):
        abstract = True
