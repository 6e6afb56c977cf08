"""What services are ordered by, and the documents they ask for: each explained once."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opencity.core.identity import Identified
from opencity.core.publication import Publishable
from opencity.core.texts import Text, read
from opencity.core.verified import Verified
from opencity.services.enums import Need


class Topic(Identified):
    """A field of life under which services stand."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = Text(_("name"), max_length=100)
    summary = Text(_("what it is about"), max_length=300, blank=True)
    symbol = models.CharField(_("symbol"), max_length=4, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return read(self.name).text or self.code


class LifeEvent(Identified):
    """A moment of life in which a service is needed."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = Text(_("name"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("life event")
        verbose_name_plural = _("life events")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return read(self.name).text or self.code


class Document(Identified, Verified, Publishable):
    """A paper that services ask for; explained here once, with its Bulgarian word."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = Text(_("name"), max_length=200)
    what = Text(_("what it is"), max_length=600, blank=True)
    how = Text(_("how to get it"), max_length=800, blank=True)
    translation = models.CharField(
        _("translation of a foreign one"), max_length=10, choices=Need.choices, default=Need.NO
    )
    service_code = models.SlugField(
        _("service that gives it"), max_length=80, blank=True, help_text=_("Code of a service.")
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["code"]

    def __str__(self) -> str:
        return read(self.name).text or self.code

    def get_absolute_url(self) -> str:
        """Return the address of the public page in the current language."""
        return reverse("services:document", kwargs={"slug": self.slug})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the public page."""
        return "services/document.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview what the public page gets, from the draft."""
        from opencity.services.pages import document_context  # pages read the models

        return super().get_preview_context(request, mode_name) | document_context(self)
