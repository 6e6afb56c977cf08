"""Guides: ordered journeys through services, with branches for whom a step is."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable

from opencity.core.fields import CodesField
from opencity.core.identity import Identified
from opencity.core.publication import Publishable
from opencity.core.texts import Text, read
from opencity.core.verified import Verified
from opencity.services.enums import Group
from opencity.services.models.catalogue import Topic
from opencity.services.models.services import Service


class Guide(Identified, Verified, Publishable):
    """A journey through services for one situation of life."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    title = Text(_("title"), max_length=200)
    summary = Text(_("in short"), max_length=600)
    groups = CodesField(_("for whom"), enum=Group)
    topics = ParentalManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="guides"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return read(self.title).text or self.code

    def get_absolute_url(self) -> str:
        """Return the address of the public page in the current language."""
        return reverse("services:guide", kwargs={"slug": self.slug})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the public page."""
        return "services/guide.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview what the public page gets, from the draft."""
        from opencity.services.guides import guide_context  # pages read the models

        context = super().get_preview_context(request, mode_name)
        return context | guide_context(self, draft=True)


class GuideStep(Orderable):
    """One step of a guide, for everybody or for some groups."""

    guide = ParentalKey(Guide, on_delete=models.CASCADE, related_name="steps")
    phase = Text(_("when"), max_length=100, blank=True)
    title = Text(_("what to do"), max_length=200)
    text = Text(_("how"), max_length=1000, blank=True)
    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="guide_steps",
    )
    groups = CodesField(_("only for"), enum=Group)
    why = Text(_("why"), max_length=400, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return read(self.title).text
