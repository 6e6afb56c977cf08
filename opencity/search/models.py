"""The index as the database keeps it: one row per findable document, in all its languages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexState(models.Model):
    """The one row that says how far the index has come.

    Whoever changes the index locks it until the commit, so changes become visible in the order
    of their numbers. A new ``epoch`` tells readers to forget all they have loaded.
    """

    epoch = models.UUIDField(_("epoch"))
    change = models.BigIntegerField(_("number of the last change"), default=0)
    version = models.PositiveIntegerField(_("version of the analysis"), default=0)

    class Meta:
        verbose_name = _("state of the search index")
        verbose_name_plural = _("states of the search index")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="search_one_state"),
        ]

    def __str__(self) -> str:
        return f"{self.epoch} {self.change}"


class IndexedDocument(models.Model):
    """A findable document; once withdrawn it stays as an empty row, so that readers notice."""

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=200)
    code = models.CharField(_("code"), max_length=60, blank=True)
    urls = models.JSONField(_("addresses"), default=dict)
    titles = models.JSONField(_("titles"), default=dict)
    bodies = models.JSONField(_("texts"), default=dict)
    facets = models.JSONField(_("facets"), default=dict)
    words = models.BinaryField(_("words by language"), default=b"")
    change = models.BigIntegerField(_("number of the last change"), db_index=True)
    is_gone = models.BooleanField(_("withdrawn"), default=False)

    class Meta:
        verbose_name = _("indexed document")
        verbose_name_plural = _("indexed documents")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="search_one_row_per_document"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
