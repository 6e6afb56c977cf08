"""Packs: which services a printed selection holds."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable

from opencity.core.identity import Identified
from opencity.core.publication import Publishable
from opencity.core.texts import Text, read
from opencity.services.models import Guide, Service, Topic

__all__ = ["Pack", "PackService"]

OWN = "own"
"""The address of what a reader puts together; no pack has it."""


class Pack(Identified, Publishable):
    """A ready-made selection: the services of a guide, then hand-picked ones, then of topics."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    slug = models.SlugField(_("address on the site"), max_length=100, unique=True)
    title = Text(_("title"), max_length=120)
    summary = Text(_("for whom and what for"), max_length=400)
    guide = models.ForeignKey(
        Guide,
        verbose_name=_("guide"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="packs",
        help_text=_("It stands first, and its services follow in its order."),
    )
    topics = ParentalManyToManyField(
        Topic,
        verbose_name=_("topics"),
        blank=True,
        related_name="packs",
        help_text=_("All their services, those published later too."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("pack")
        verbose_name_plural = _("packs")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug=OWN),
                name="pack_leaves_own_address",
                violation_error_message=_("This address is taken by the readers’ own packs."),
            ),
        ]

    def __str__(self) -> str:
        return read(self.title).text or self.code

    def get_absolute_url(self) -> str:
        """Return the address of the public page in the current language."""
        return reverse("publications:pack", kwargs={"slug": self.slug})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the public page."""
        return "publications/pack.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview what the public page gets, from the draft."""
        from opencity.publications.pages import pack_context  # pages read the models

        context = super().get_preview_context(request, mode_name)
        return context | pack_context(self, draft=True)


class PackService(Orderable):
    """A service picked by hand for a pack."""

    pack = ParentalKey(Pack, on_delete=models.CASCADE, related_name="picked")
    service = models.ForeignKey(
        Service, verbose_name=_("service"), on_delete=models.PROTECT, related_name="pack_rows"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("hand-picked service")
        verbose_name_plural = _("hand-picked services")
        constraints = [
            models.UniqueConstraint(fields=["pack", "service"], name="service_once_in_a_pack"),
        ]

    def __str__(self) -> str:
        return str(self.service)
