"""Code lists: what the dimensions of a series may say, with the ids of SDMX."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from opencity.core.texts import Text, read


class Code(models.Model):
    """One code of a list, such as ``BG`` of ``REF_AREA`` or ``T`` of ``SEX``."""

    dimension = models.CharField(_("dimension"), max_length=40)
    code = models.CharField(_("code"), max_length=60)
    name = Text(_("name"), max_length=200)
    is_total = models.BooleanField(
        _("total"), default=False, help_text=_("Stands for all codes of its list together.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("code of statistics")
        verbose_name_plural = _("codes of statistics")
        ordering = ["dimension", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["dimension", "code"], name="monitor_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.code} {read(self.name).text}".rstrip()
