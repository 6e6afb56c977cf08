"""The stamps by which nodes on one PostgreSQL tell each other what changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CacheStamp(models.Model):
    """Surrogate keys that one transaction touched; kept for an hour, written on PostgreSQL only."""

    transaction = models.BigIntegerField(_("transaction"), db_index=True)
    keys = models.TextField(_("keys"))
    at = models.DateTimeField(_("time"), db_index=True)

    class Meta:
        app_label = "core"
        verbose_name = _("cache stamp")
        verbose_name_plural = _("cache stamps")

    def __str__(self) -> str:
        return f"{self.transaction} {self.keys}"
