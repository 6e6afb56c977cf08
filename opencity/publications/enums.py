"""Words of the packs that never change by editing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Paper(models.TextChoices):
    """What a pack is printed on."""

    A4 = "a4", _("A4")
    A5 = "a5", _("A5 booklet")
