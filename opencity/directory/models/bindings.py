"""Editors who work for one district or one organisation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opencity.directory.models.organisations import Organisation
from opencity.directory.models.places import District


class EditorBinding(models.Model):
    """Binds a person to a district or an organisation: they edit its records and no others."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    district = models.ForeignKey(
        District,
        verbose_name=_("district"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="editors",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="editors",
    )

    class Meta:
        verbose_name = _("editor of a district or an organisation")
        verbose_name_plural = _("editors of districts and organisations")
        ordering = ["user", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(district__isnull=True) ^ Q(organisation__isnull=True),
                name="binding_has_one_place",
                violation_error_message=_("Choose a district or an organisation, not both."),
            ),
            models.UniqueConstraint(fields=["user", "district"], name="binding_district_once"),
            models.UniqueConstraint(
                fields=["user", "organisation"], name="binding_organisation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.district or self.organisation}"
