"""Orders to a machine, from the press of a button to the last text."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from opencity.translation.enums import OrderState


class MachineOrder(models.Model):
    """A request to fill what is missing or outdated in one language, of one record or of all."""

    provider = models.CharField(_("provider"), max_length=40)
    language = models.CharField(_("language"), max_length=12)
    model = models.CharField(_("kind"), max_length=80, blank=True)
    object_id = models.BigIntegerField(_("record"), null=True, blank=True)
    publish = models.BooleanField(_("publish at once where that is allowed"), default=False)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ordered by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    ordered_at = models.DateTimeField(_("ordered"), auto_now_add=True)
    state = models.CharField(
        _("state"), max_length=10, choices=OrderState.choices, default=OrderState.WAITING
    )
    total = models.PositiveIntegerField(_("texts to translate"), default=0)
    done = models.PositiveIntegerField(_("texts translated"), default=0)
    attempts = models.PositiveSmallIntegerField(_("failed attempts in a row"), default=0)
    message = models.TextField(_("what the provider said"), blank=True)
    passed_over = models.JSONField(_("left as they are"), default=list, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("order to a machine")
        verbose_name_plural = _("orders to a machine")
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.provider} {self.language} {self.done}/{self.total}"


def _new_token() -> str:
    return secrets.token_urlsafe(32)


class Dispatch(models.Model):
    """Texts of one record sent to a provider that answers later, at an address nobody can guess."""

    order = models.ForeignKey(MachineOrder, on_delete=models.CASCADE, related_name="dispatches")
    token = models.CharField(_("token"), max_length=60, unique=True, default=_new_token)
    reference = models.CharField(_("number at the provider"), max_length=60, blank=True)
    model = models.CharField(_("kind"), max_length=80)
    object_id = models.BigIntegerField(_("record"))
    texts = models.JSONField(_("what was sent"), default=list)
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    answer = models.JSONField(_("what came back"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)
    settled = models.BooleanField(_("settled"), default=False)

    class Meta:
        verbose_name = _("texts sent to a provider")
        verbose_name_plural = _("texts sent to providers")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.order_id} {self.reference}"
