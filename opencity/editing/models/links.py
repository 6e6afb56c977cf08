"""Addresses on other sites, where they stand in our records, and whether they still work."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opencity.editing.enums import LinkState


class Link(models.Model):
    """One address; ``failures`` counts the looks in a row that found nothing."""

    url = models.CharField(_("address"), max_length=2000)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    host = models.CharField(_("host"), max_length=255)
    state = models.CharField(
        _("state"), max_length=10, choices=LinkState.choices, default=LinkState.NEW
    )
    status = models.PositiveSmallIntegerField(_("status code"), null=True, blank=True)
    leads_to = models.CharField(_("leads to"), max_length=2000, blank=True)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    checked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    due_at = models.DateTimeField(_("next look"), default=timezone.now)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["url"]
        indexes = [models.Index(fields=["due_at"], name="link_due")]
        permissions = [("replace_link", _("Can replace an address everywhere"))]

    def __str__(self) -> str:
        return self.url


class LinkUse(models.Model):
    """A place where a link stands: a field of a record, as published or in its draft."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="uses")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    field = models.CharField(_("field"), max_length=100)
    in_draft = models.BooleanField(_("in the draft only"), default=False)

    class Meta:
        verbose_name = _("use of a link")
        verbose_name_plural = _("uses of links")
        constraints = [
            models.UniqueConstraint(
                fields=["link", "content_type", "object_id", "field", "in_draft"],
                name="link_use_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.field}"
