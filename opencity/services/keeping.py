"""How the services are kept true: when their records are looked at again, and by whom."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from wagtail.permissions import register_permission_policy

from opencity.core.office.access import RowPolicy
from opencity.core.registries import ReviewedKind, RowRule, reviewed_kinds, row_rules
from opencity.directory.keeping import bound_to
from opencity.services.models import ChecklistItem, Document, Guide, Service


def services(user: Any) -> Q | None:
    """Return which services a person works on: those that a bound editor's organisation gives."""
    bound = bound_to(user)
    return None if bound is None else Q(provider__in=bound[1])


def of_the_whole_city(user: Any) -> Q | None:
    """Return that a bound editor works on none of what belongs to the whole city."""
    return None if bound_to(user) is None else Q(pk__in=[])


def register() -> None:
    """Tell the desk what there is to look after, and narrow the office for bound editors."""
    service_areas = {"district": "places__district", "organisation": "provider"}
    for kind in (
        ReviewedKind(Service, 180, service_areas),
        ReviewedKind(Guide, 365),
        ReviewedKind(Document, 365),
    ):
        reviewed_kinds.register(kind)
    for model, condition in (
        (Service, services),
        (Guide, of_the_whole_city),
        (Document, of_the_whole_city),
        (ChecklistItem, of_the_whole_city),
    ):
        row_rules.register(RowRule(model, condition))
        register_permission_policy(model, RowPolicy(model))
