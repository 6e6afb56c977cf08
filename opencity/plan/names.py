"""The names of everything a plan version is ordered by, read at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.fields import CharField

from opencity.plan.models import (
    Characteristic,
    Contributor,
    Goal,
    Measure,
    PlanIndicator,
    PlanVersion,
    Sphere,
    TargetGroup,
)

_OF_VERSION: dict[type[Any], str] = {
    Goal: "title",
    TargetGroup: "name",
    Characteristic: "name",
    PlanIndicator: "name",
    Measure: "title",
}
_LABELS: dict[type[Any], str] = {**_OF_VERSION, Sphere: "name", Contributor: "name"}
_BY_NAME = {model.__name__: model for model in _LABELS}
_EXTRA = {Goal: "slug", TargetGroup: "slug", Measure: "slug", Sphere: "symbol"}
"""What is read beside code and name, where there is anything."""


@dataclass
class Names:
    """Unsaved rows that hold code, address and name only, by kind and key."""

    rows: dict[type[Any], dict[int, Any]] = field(default_factory=dict)

    def of(self, model: type[Any], keys: Iterable[int] | None = None) -> list[Any]:
        """Return the rows of a kind by code, all or those of these keys."""
        found = self.rows.get(model, {})
        wanted = found if keys is None else [key for key in found if key in set(keys)]
        return sorted((found[key] for key in wanted), key=lambda row: row.code)

    def get(self, model: type[Any], key: int) -> Any:
        """Return one row, or ``None`` if it is not public."""
        return self.rows.get(model, {}).get(key)

    def all(self) -> list[Any]:
        """Return all rows of all kinds."""
        return [row for of_kind in self.rows.values() for row in of_kind.values()]


def names(version: PlanVersion, *, measure: Measure | None = None) -> Names:
    """Return the public names of a version by one query.

    With a ``measure`` each indicator of the plan knows, as ``is_moved``, whether it should move it.
    """
    parts = [
        _named(model, model._default_manager.public().filter(version=version))
        for model in _OF_VERSION
        if model is not PlanIndicator
    ]
    indicators = PlanIndicator.objects.public().filter(version=version)
    parts.append(_named(PlanIndicator, indicators, _is_moved_by(measure)))
    parts.append(_named(Sphere, Sphere.objects.live().filter(plan=version.plan_id)))
    parts.append(_named(Contributor, Contributor.objects.filter(plan=version.plan_id)))
    found = Names()
    for kind, key, code, extra, label in parts[0].union(*parts[1:], all=True):
        model = _BY_NAME[kind]
        row = model(pk=key, code=code, **{_LABELS[model]: label})
        setattr(row, _EXTRA.get(model, "is_moved"), extra)
        found.rows.setdefault(model, {})[key] = row
    return found


def _is_moved_by(measure: Measure | None) -> Any:
    links = PlanIndicator.measures.through.objects.filter(planindicator=OuterRef("pk"))
    moved = Exists(links.filter(measure=measure.pk if measure else None))
    return Case(When(moved, then=Value("yes")), default=Value(""), output_field=CharField())


def _named(model: type[Any], rows: QuerySet[Any], extra: Any = None) -> QuerySet[Any]:
    if extra is None:
        extra = F(_EXTRA[model]) if model in _EXTRA else Value("", output_field=CharField())
    return (
        rows.order_by()
        .annotate(
            model_name=Value(model.__name__, output_field=CharField()),
            extra=extra,
            its_name=F(_LABELS[model]),
        )
        .values_list("model_name", "pk", "code", "extra", "its_name")
    )
