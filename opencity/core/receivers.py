"""Reactions of the core: what Wagtail logs in the office goes into the audit log."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import ModelLogEntry

from opencity.core.audit import record


@receiver(post_save, sender=ModelLogEntry, dispatch_uid="core.audit_office")
def audit_office_action(
    sender: type[ModelLogEntry], instance: ModelLogEntry, created: bool, **kwargs: Any
) -> None:
    """Chain each action of the back office, in the transaction that made it."""
    target = instance.content_type.model_class() if instance.content_type else None
    if not created or target is None:
        return
    detail = {"revision": instance.revision_id} if instance.revision_id else {}
    record(
        actor=instance.user,
        action=instance.action,
        target=target(pk=instance.object_id),
        detail=detail,
    )
