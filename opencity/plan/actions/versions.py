"""Versions of the plan: a new one starts as a copy, is put before the public, is adopted."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.plan.enums import VersionStatus
from opencity.plan.models import (
    Characteristic,
    Goal,
    Measure,
    Plan,
    PlanIndicator,
    PlanVersion,
    TargetGroup,
)

_COPIED: tuple[type[Any], ...] = (Goal, TargetGroup, Characteristic, Measure, PlanIndicator)
"""In the order in which they refer to each other."""

_NOT_COPIED = frozenset(
    {"id", "version", "latest_revision", "live_revision", "locked", "locked_at", "locked_by"}
)

Twins = dict[type[Any], dict[int, Any]]


@transaction.atomic
def start_version(*, actor: Any, based_on: PlanVersion) -> PlanVersion:
    """Start the next version of a plan as a copy of another: its published rows with children.

    Progress reports and evaluations stay with the version they speak of. The copy is a draft that
    no visitor sees. Raises ``DomainError`` while another draft is open.
    """
    require(actor, "plan.add_planversion")
    # One at a time for a plan: there is no row yet that two who start at once could both lock.
    plan = Plan.objects.select_for_update().get(pk=based_on.plan_id)
    versions = PlanVersion.objects.filter(plan=plan)
    if open_draft := versions.filter(status=VersionStatus.DRAFT).first():
        message = _("Version %(number)d is still a draft; finish it before you start another.")
        raise DomainError(message % {"number": open_draft.number})
    newest = versions.aggregate(newest=models.Max("number"))["newest"]
    version = PlanVersion.objects.create(plan=plan, number=newest + 1, based_on=based_on)
    twins: Twins = {}
    for model in _COPIED:
        rows = model.objects.live().filter(version=based_on).order_by("pk")
        twins[model] = {row.pk: _copy(row, version, twins) for row in rows}
    audit.record(
        actor=actor, action="plan.start_version", target=version, detail={"based_on": based_on.pk}
    )
    return version


def _copy(row: Any, version: PlanVersion, twins: Twins) -> Any:
    model = type(row)
    names = [f.name for f in model._meta.concrete_fields if f.name not in _NOT_COPIED]
    twin = model(version=version, **{name: getattr(row, name) for name in names})
    for field in model._meta.many_to_many:
        if isinstance(field, ParentalManyToManyField):
            setattr(twin, field.name, _twins(getattr(row, field.name).all(), field, twins))
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        setattr(twin, name, [_copy_child(child) for child in getattr(row, name).all()])
    twin.save()
    twin.save_revision(clean=False).publish(skip_permission_checks=True)
    return twin


def _twins(rows: Any, field: Any, twins: Twins) -> list[Any]:
    known = twins[field.related_model]
    return [known[row.pk] for row in rows if row.pk in known]


def _copy_child(child: Any) -> Any:
    child.pk = None
    child._state.adding = True
    return child


@transaction.atomic
def consult(*, actor: Any, version: PlanVersion, day: datetime.date) -> PlanVersion:
    """Put a draft before the public for consultation."""
    require(actor, "plan.change_planversion")
    version = PlanVersion.objects.select_for_update().get(pk=version.pk)
    if version.status != VersionStatus.DRAFT:
        raise DomainError(_("Only a draft can be opened for consultation."))
    version.status, version.published_on = VersionStatus.CONSULTATION, day
    version.save()
    audit.record(actor=actor, action="plan.consult", target=version)
    return version


@transaction.atomic
def adopt(*, actor: Any, version: PlanVersion, day: datetime.date) -> PlanVersion:
    """Put a version in force; the one in force until then is superseded."""
    require(actor, "plan.change_planversion")
    version = PlanVersion.objects.select_for_update().get(pk=version.pk)
    if version.status not in (VersionStatus.DRAFT, VersionStatus.CONSULTATION):
        raise DomainError(_("Only a draft or a version in consultation can be adopted."))
    others = PlanVersion.objects.filter(plan=version.plan, number__lt=version.number)
    for other in others.exclude(status__in=(VersionStatus.SUPERSEDED, VersionStatus.DRAFT)):
        other.status = VersionStatus.SUPERSEDED
        other.save()
    version.status, version.adopted_on = VersionStatus.ADOPTED, day
    version.published_on = version.published_on or day
    version.save()
    audit.record(actor=actor, action="plan.adopt", target=version)
    return version
