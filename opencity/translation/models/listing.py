"""The desk's list: every text in every language and how it stands, kept beside the texts.

The rows are derived from texts and records alone and can be made anew at any time.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from opencity.translation.enums import Standing


class ListedText(models.Model):
    """One text of one record in one language, as it stood when the record was last looked at."""

    model = models.CharField(_("kind"), max_length=80)
    object_id = models.BigIntegerField(_("record"))
    key = models.CharField(_("piece"), max_length=120)
    position = models.PositiveIntegerField(_("place in the record"))
    language = models.CharField(_("language"), max_length=12)
    source_hash = models.CharField(_("fingerprint of the source"), max_length=16)
    text_hash = models.CharField(_("fingerprint of the translation"), max_length=16, blank=True)
    standing = models.CharField(_("state"), max_length=10, choices=Standing.choices)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("listed text")
        verbose_name_plural = _("listed texts")
        default_permissions = ()
        ordering = ["model", "object_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "object_id", "key", "language"], name="listed_once"
            )
        ]
        indexes = [
            models.Index(fields=["model", "object_id", "position"], name="listed_in_order"),
            models.Index(fields=["language", "standing"], name="listed_by_standing"),
            models.Index(fields=["text_hash", "language"], name="listed_by_wording"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id} {self.key} {self.language}"


class Unlisted(models.Model):
    """A note that the list is behind: a record was saved, or a wording became known or reviewed.

    Notes are only added, in the transaction of the change, so that each is seen when its change
    is; who brings the list up to date takes away those that it saw.
    """

    model = models.CharField(_("kind"), max_length=80, blank=True)
    object_id = models.BigIntegerField(_("record"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    text_hash = models.CharField(_("fingerprint of the translation"), max_length=16, blank=True)

    class Meta:
        verbose_name = _("text to list")
        verbose_name_plural = _("texts to list")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.model} {self.object_id or ''}{self.language} {self.text_hash}".strip()
