"""The kinds of records that the desk looks after, as their apps registered them."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import Http404
from django.urls import reverse
from modelcluster.models import get_all_child_relations
from wagtail.models import Revision

from opencity.core.publication import Publishable
from opencity.core.registries import ReviewedKind, reviewed_kinds


def kind_of(label: str) -> ReviewedKind:
    """Return the kind of a label; raise ``Http404`` for an unknown one."""
    kind = reviewed_kinds.get(label)
    if kind is None:
        raise Http404
    return kind


def find(label: str, pk: Any) -> Any:
    """Return the row of a registered kind, for a view; raise ``Http404`` where there is none."""
    model = kind_of(label).model
    row = model._default_manager.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def next_review(kind: ReviewedKind, today: datetime.date) -> datetime.date:
    """Return when a record that was checked today is to be looked at again."""
    return today + datetime.timedelta(days=kind.days)


def fact_relations(model: type[models.Model]) -> list[models.ManyToOneRel]:
    """Return the child relations whose rows say how sure they are."""
    return [
        rel for rel in get_all_child_relations(model) if has_field(rel.related_model, "sources")
    ]


def has_field(model: type[models.Model], name: str) -> bool:
    """Tell whether a model has a field."""
    return any(field.name == name for field in model._meta.concrete_fields)


def stamps(model: type[models.Model]) -> list[str]:
    """Return the name of the field that says when a record was last changed, if there is one."""
    return ["updated_at"] if has_field(model, "updated_at") else []


def edit_url(row: models.Model) -> str:
    """Return the address of a record's form in the office."""
    viewset = type(row).snippet_viewset  # type: ignore[attr-defined]  # set by Wagtail
    return reverse(viewset.get_url_name("edit"), args=[row.pk])


def standing_revisions(rows: models.QuerySet[Any]) -> models.QuerySet[Revision]:
    """Return the versions of some records that are public, waited for or worked on.

    These are the published one, the newest one, those to be published at a time and those in
    review; what stands in them comes before the public, now or later.
    """
    model = rows.model
    if not issubclass(model, Publishable):
        return Revision.objects.none()
    keys = models.Q(pk__in=rows.values("live_revision")) | models.Q(
        pk__in=rows.values("latest_revision")
    )
    coming = models.Q(approved_go_live_at__isnull=False) | models.Q(
        task_states__status="in_progress"
    )
    theirs = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(model),
        object_id__in=[str(pk) for pk in rows.values_list("pk", flat=True)],
    )
    return theirs.filter(keys | coming).distinct().order_by("pk")
