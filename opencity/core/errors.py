"""Errors of the domain, translated into messages and status codes at the edge."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


class DomainError(Exception):
    """A rule of the platform forbids what was asked; the message names the remedy."""


def require(actor: object, permission: str) -> None:
    """Raise ``PermissionDenied`` unless the actor may do this; ``None`` is the system itself."""
    if actor is None:
        return
    if not actor.has_perm(permission):  # type: ignore[attr-defined]  # any account model has it
        raise PermissionDenied(_("Your role does not allow this."))
