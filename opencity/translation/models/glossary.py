"""The glossary that translations keep to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from opencity.core.identity import Identified
from opencity.core.texts import Text, read
from opencity.core.verified import Certainty
from opencity.translation.fields import WordsField


class GlossaryTerm(Identified):
    """A word of the city's offices in every language, explained where newcomers meet it.

    ``name`` in the source language is the official word. ``variants`` are other words that people
    use for it, by language: ``{"en": ["tax ID"]}``.
    """

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = Text(_("word"), max_length=200)
    definition = Text(_("what it means"), max_length=800, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True)
    variants = WordsField(_("other words for it"))
    keep = models.BooleanField(
        _("keep the official word"),
        default=False,
        help_text=_("Every translation shows the official word beside its own."),
    )
    certainty = models.CharField(
        _("certainty"),
        max_length=20,
        choices=Certainty.choices,
        default=Certainty.GENERAL_KNOWLEDGE,
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = ["code"]

    def __str__(self) -> str:
        return read(self.name).text or self.code
