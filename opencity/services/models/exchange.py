"""What other systems said of a record, so that nothing of it is lost when it is passed on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExchangedRecord(models.Model):
    """A record as an HSDS file brought it, and the fingerprints of what was made of it here.

    ``content`` has the record's own fields and rows. ``made`` has, for each of them, the
    fingerprint of what this site itself said in that place just after the import: as long as that
    has not changed, the record is passed on with the very words it came with. ``owner`` is the
    service of a service at a location.
    """

    kind = models.CharField(_("kind"), max_length=30)
    uuid = models.UUIDField(_("identifier"))
    owner = models.UUIDField(_("identifier of the owner"), null=True, blank=True, db_index=True)
    content = models.JSONField(_("as it came"), default=dict)
    made = models.JSONField(_("fingerprints"), default=dict)

    class Meta:
        verbose_name = _("exchanged record")
        verbose_name_plural = _("exchanged records")
        constraints = [
            models.UniqueConstraint(fields=["kind", "uuid"], name="exchanged_record_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"
