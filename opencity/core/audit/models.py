"""One row for each change that somebody made."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """An append-only entry; ``hash`` covers its content and the hash of the entry before it."""

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("time"))
    actor = models.CharField(_("who"), max_length=40, blank=True)
    action = models.CharField(_("what"), max_length=100)
    target_model = models.CharField(_("kind of record"), max_length=100)
    target_id = models.CharField(_("record"), max_length=100)
    detail = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        app_label = "core"
        ordering = ["number"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        indexes = [models.Index(fields=["target_model", "target_id"], name="audit_target")]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.target_model} {self.target_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change an entry that is already written."""
        if self.pk is not None:
            raise TypeError("audit entries are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse to delete an entry."""
        raise TypeError("audit entries are never deleted")
