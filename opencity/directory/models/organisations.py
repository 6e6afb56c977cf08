"""Who provides something: authorities, associations, communities, businesses."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from opencity.core.identity import Identified
from opencity.core.publication import Publishable
from opencity.core.texts import Text, read
from opencity.core.verified import Verified
from opencity.directory.enums import OrganisationKind
from opencity.directory.models.contacts import Contact


class Organisation(Identified, Verified, Publishable):
    """An authority, association, community or business."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
    )
    name = Text(_("name"), max_length=200)
    summary = Text(_("what it does"), max_length=600, blank=True)
    languages = models.JSONField(_("languages spoken by the staff"), default=list, blank=True)
    contacts = ParentalManyToManyField(
        Contact, verbose_name=_("contacts"), blank=True, related_name="organisations"
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="organisation_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return read(self.name).text or self.code

    def get_absolute_url(self) -> str:
        """Return the address of the public page in the current language."""
        return reverse("directory:organisation", kwargs={"code": self.code})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the public page."""
        return "directory/organisation.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview what the public page gets, from the draft."""
        from opencity.directory.pages import organisation_context  # pages read the models

        context = super().get_preview_context(request, mode_name)
        return context | organisation_context(self, draft=True)
