"""What the content files said when they were last loaded."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRecord(models.Model):
    """The values a content file gave a record, to tell people's edits from the file's."""

    key = models.CharField(_("record"), max_length=200, unique=True)
    values = models.JSONField(_("values as loaded"), default=dict)
    loaded_at = models.DateTimeField(_("loaded"), auto_now=True)

    class Meta:
        app_label = "core"
        verbose_name = _("loaded record")
        verbose_name_plural = _("loaded records")

    def __str__(self) -> str:
        return self.key
