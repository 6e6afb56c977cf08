"""How the directory is kept true: when its records are looked at again, and by whom."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy

from opencity.core.office.access import RowPolicy
from opencity.core.registries import (
    Area,
    ReviewedKind,
    RowRule,
    areas,
    reviewed_kinds,
    row_rules,
)
from opencity.directory.models import Contact, District, EditorBinding, Organisation, Place

_SEES_ALL = "directory.change_editorbinding"
"""Who binds editors is bound to nothing."""


def bound_to(user: Any) -> tuple[set[int], set[int]] | None:
    """Return the districts and organisations a person is bound to, ``None`` for the whole city.

    An organisation brings its parts along.
    """
    if user.has_perm(_SEES_ALL):
        return None
    bindings = EditorBinding.objects.filter(user=user).values_list("district", "organisation")
    if not bindings:
        return None
    districts = {district for district, _organisation in bindings if district}
    organisations = {organisation for _district, organisation in bindings if organisation}
    return districts, with_parts(organisations)


def with_parts(organisations: set[int]) -> set[int]:
    """Return organisations and everything that is part of them, however deep."""
    found, edge = set(organisations), set(organisations)
    while edge:
        parts = Organisation.objects.filter(parent__in=edge).values_list("pk", flat=True)
        edge = set(parts) - found
        found |= edge
    return found


def places(user: Any) -> Q | None:
    """Return which places a person works on."""
    bound = bound_to(user)
    return None if bound is None else Q(district__in=bound[0]) | Q(organisation__in=bound[1])


def organisations(user: Any) -> Q | None:
    """Return which organisations a person works on."""
    bound = bound_to(user)
    return None if bound is None else Q(pk__in=bound[1])


def register() -> None:
    """Tell the desk what there is to look after, and narrow the office for bound editors."""
    areas.register(Area("district", _("District"), District))
    areas.register(Area("organisation", _("Organisation"), Organisation))
    for kind in (
        ReviewedKind(Place, 180, {"district": "district", "organisation": "organisation"}),
        ReviewedKind(Organisation, 365, {"organisation": "pk"}),
        ReviewedKind(
            Contact, 180, {"district": "places__district", "organisation": "organisations"}
        ),
    ):
        reviewed_kinds.register(kind)
    for model, condition in ((Place, places), (Organisation, organisations)):
        row_rules.register(RowRule(model, condition))
        register_permission_policy(model, RowPolicy(model))
