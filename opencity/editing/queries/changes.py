"""Changes that people asked for."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from opencity.editing.enums import ChangeState
from opencity.editing.models import ChangeRequest

PENDING = (ChangeState.OPEN, ChangeState.ACCEPTED)


def changes_for(user: Any) -> models.QuerySet[ChangeRequest]:
    """Return the changes that concern a person: asked of them, by them, or all for the unit."""
    rows = ChangeRequest.objects.select_related("wanted_by", "asked", "content_type")
    if user.has_perm("editing.change_changerequest"):
        return rows
    return rows.filter(models.Q(asked=user) | models.Q(wanted_by=user))


def pending_changes(row: models.Model) -> models.QuerySet[ChangeRequest]:
    """Return what somebody still has to do about a record."""
    content_type = ContentType.objects.get_for_model(row)
    rows = ChangeRequest.objects.filter(content_type=content_type, object_id=row.pk)
    return rows.filter(state__in=PENDING)


def waiting_for(user: Any) -> models.QuerySet[ChangeRequest]:
    """Return the changes that a person should answer or make."""
    mine = models.Q(asked=user)
    if user.has_perm("editing.change_changerequest"):
        mine |= models.Q(asked__isnull=True)
    return ChangeRequest.objects.filter(mine, state__in=PENDING)
