"""An identifier that holds everywhere, for exchange with other systems."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

_NAMESPACE = uuid.UUID("0f1c8f3e-5a3b-5e7c-9d5e-6f1b2a7d4c10")


def uuid_of(kind: str, code: str) -> uuid.UUID:
    """Return the identifier that a record of a kind and code has on every installation."""
    return uuid.uuid5(_NAMESPACE, f"{kind}:{code}")


class Identified(models.Model):
    """Abstract base of records that other systems know by a UUID.

    It is made from the code when a record is first saved, so that two installations of the same
    content agree, and it never changes afterwards; an import brings its own.
    """

    uuid = models.UUIDField(_("identifier"), unique=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new record its identifier."""
        self.ensure_uuid()
        super().save(*args, **kwargs)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give a new record its identifier before it is judged."""
        self.ensure_uuid()
        super().full_clean(*args, **kwargs)

    def ensure_uuid(self) -> None:
        """Make the identifier where there is none yet."""
        if self.uuid is None:
            self.uuid = uuid_of(self._meta.label_lower, self.code)
