"""Frameworks: how indicators are ordered, by the city itself and by others."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from opencity.core.fields import SourcesField
from opencity.core.texts import Text, read


class Framework(models.Model):
    """An order of indicators: the city's own one, or one of the field such as Zaragoza."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = Text(_("name"), max_length=200)
    summary = Text(_("what it is"), max_length=800, blank=True)
    is_own = models.BooleanField(
        _("the city's own"), default=False, help_text=_("Its domains order the monitor's pages.")
    )
    sources = SourcesField(_("sources"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return read(self.name).text or self.code


class Domain(models.Model):
    """A field of a framework."""

    framework = models.ForeignKey(
        Framework, verbose_name=_("framework"), on_delete=models.CASCADE, related_name="domains"
    )
    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = Text(_("name"), max_length=200)
    summary = Text(_("what it is about"), max_length=600, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        ordering = ["framework", "order", "code"]

    def __str__(self) -> str:
        return f"{self.code} {read(self.name).text}"
