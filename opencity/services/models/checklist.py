"""The rules of the personal checklist: which item is for whom, and until when."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from opencity.core.fields import CodesField
from opencity.core.identity import Identified
from opencity.core.publication import Publishable
from opencity.core.texts import Text, read
from opencity.services.enums import FamilyTie, From, Reason, Unit, Who
from opencity.services.models.services import Service


class ChecklistItem(Identified, Publishable):
    """One thing on a checklist, for those whose answers fit; an empty list fits everybody."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="checklist_items",
    )
    title = Text(_("what to do"), max_length=200)
    text = Text(_("how"), max_length=600, blank=True)
    why = Text(_("why it is on the list"), max_length=400)
    who = CodesField(_("only for"), enum=Who)
    reasons = CodesField(_("only for those who came"), enum=Reason)
    family = CodesField(_("only with"), enum=FamilyTie)
    deadline_amount = models.PositiveSmallIntegerField(
        _("deadline"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    deadline_unit = models.CharField(
        _("unit"), max_length=12, choices=Unit.choices, blank=True, default=""
    )
    deadline_from = models.CharField(
        _("counted from"), max_length=15, choices=From.choices, blank=True, default=""
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("checklist item")
        verbose_name_plural = _("checklist items")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline_amount__isnull=True, deadline_unit="", deadline_from="")
                | Q(deadline_amount__gte=1) & ~Q(deadline_unit="") & ~Q(deadline_from=""),
                name="checklist_deadline_is_whole",
                violation_error_message=_(
                    "A deadline needs a number, a unit and from when it counts."
                ),
            ),
        ]

    def __str__(self) -> str:
        return read(self.title).text or self.code

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the texts."""
        return "services/preview.html"
