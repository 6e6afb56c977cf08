"""A service: what an authority does for a person, its facts once, its texts in every language."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from opencity.core.fields import CodesField
from opencity.core.identity import Identified
from opencity.core.publication import Publishable
from opencity.core.texts import Text, read
from opencity.core.verified import Verified
from opencity.directory.models import Contact, Organisation, Place
from opencity.services.enums import Channel, Group, PlaceRule
from opencity.services.models.catalogue import LifeEvent, Topic


class Service(Identified, Verified, Publishable):
    """What an authority does for a person."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    title = Text(_("title"), max_length=200)
    official_name = models.CharField(
        _("official name"),
        max_length=300,
        blank=True,
        help_text=_("As it stands on forms and letters."),
    )
    summary = Text(_("in short"), max_length=600)
    result = Text(_("what you get"), max_length=600, blank=True)
    groups = CodesField(_("for whom"), enum=Group)
    topics = ParentalManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="services"
    )
    life_events = ParentalManyToManyField(
        LifeEvent, verbose_name=_("life events"), blank=True, related_name="services"
    )
    provider = models.ForeignKey(
        Organisation,
        verbose_name=_("provider"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="services",
    )
    places = ParentalManyToManyField(
        Place, verbose_name=_("places"), blank=True, related_name="services"
    )
    place_rule = models.CharField(
        _("where"), max_length=10, choices=PlaceRule.choices, default=PlaceRule.LISTED
    )
    channels = CodesField(_("how to ask for it"), enum=Channel)
    online_url = models.URLField(_("address online"), max_length=500, blank=True)
    contacts = ParentalManyToManyField(
        Contact, verbose_name=_("contacts"), blank=True, related_name="services"
    )
    related = models.JSONField(
        _("related services"), default=list, blank=True, help_text=_("Codes of services.")
    )

    is_help = models.BooleanField(
        _("help in need"),
        default=False,
        help_text=_("Shown on the page of emergency numbers and legal help."),
    )

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {read(self.title).text}"

    def get_absolute_url(self) -> str:
        """Return the address of the public page in the current language."""
        return reverse("services:service", kwargs={"slug": self.slug})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the public page."""
        return "services/service.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview what the public page gets, from the draft."""
        from opencity.services.pages import service_context  # pages read the models

        context = super().get_preview_context(request, mode_name)
        return context | service_context(self, draft=True)
