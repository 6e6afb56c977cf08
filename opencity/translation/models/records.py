"""What is known of each translation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from opencity.translation.enums import Origin


class TranslationRecord(models.Model):
    """One translation of one source text: a wording, the wording it was made from, and by whom.

    Both are known by their fingerprints (``opencity.core.texts.text_hash``), so the record holds
    for the same pair of texts wherever it stands: in a draft, on the live row, in a copied plan
    version or in a restored revision.
    """

    language = models.CharField(_("language"), max_length=12)
    text_hash = models.CharField(_("fingerprint of the translation"), max_length=16)
    source_hash = models.CharField(_("fingerprint of its source"), max_length=16)
    source_text = models.TextField(_("source it was made from"))
    origin = models.CharField(
        _("origin"), max_length=10, choices=Origin.choices, default=Origin.HUMAN
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("translator"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)

    class Meta:
        verbose_name = _("translation record")
        verbose_name_plural = _("translation records")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "text_hash", "source_hash"], name="translation_once"
            )
        ]
        permissions = [
            ("translate", _("Can translate texts")),
            ("review", _("Can review translations")),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.text_hash} ← {self.source_hash}"
