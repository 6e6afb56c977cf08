"""A phone number, an address on the web: one row, wherever it is shown."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from opencity.core.identity import Identified
from opencity.core.texts import Text, read
from opencity.core.verified import Verified
from opencity.directory.enums import ContactKind


class Contact(Identified, Verified):
    """One way to reach somebody; a change is seen at once on every page that shows it."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind.choices)
    value = models.CharField(_("number or address"), max_length=300)
    label = Text(_("what it is for"), max_length=200, blank=True)
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    hours_note = Text(_("when it answers"), max_length=200, blank=True)
    is_emergency = models.BooleanField(
        _("emergency number"), default=False, help_text=_("Shown on the page of emergency numbers.")
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.value} ({read(self.label).text or self.get_kind_display()})"

    @property
    def url(self) -> str:
        """Return the address that a link to this contact has."""
        if self.kind in (ContactKind.WEB, ContactKind.FORM):
            return self.value
        digits = "".join(sign for sign in self.value if sign.isdigit() or sign == "+")
        schemes = {ContactKind.EMAIL: f"mailto:{self.value}", ContactKind.SMS: f"sms:{digits}"}
        return schemes.get(ContactKind(self.kind), f"tel:{digits}")
