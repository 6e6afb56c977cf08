"""Runs of the openness index: what went in, what came out."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from opencity.core.texts import Text, read


class IndexRun(models.Model):
    """One calculation of the index, which anybody can repeat from its recipe, data and seed."""

    title = Text(_("title"), max_length=200)
    recipe = models.JSONField(_("recipe"))
    data_csv = models.TextField(_("data"))
    framework_csv = models.TextField(_("framework"))
    hash = models.CharField(_("hash of recipe and data"), max_length=64)
    seed = models.PositiveIntegerField(_("seed"))
    draws = models.PositiveIntegerField(_("draws"))
    outcome = models.JSONField(_("outcome"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    is_public = models.BooleanField(_("public"), default=False)

    class Meta:
        verbose_name = _("run of the index")
        verbose_name_plural = _("runs of the index")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{read(self.title).text} {self.made_at:%Y-%m-%d}"
