"""What changed between two versions of the plan: texts word by word, facts as they were and are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.encoding import force_str

from opencity.core.texts import Text, read
from opencity.core.texts.differences import Part, word_differences
from opencity.plan.models import (
    Characteristic,
    Goal,
    Measure,
    PlanIndicator,
    PlanVersion,
    TargetGroup,
)

_COMPARED: dict[type[models.Model], tuple[str, ...]] = {
    Goal: ("title", "text", "spheres_proposed"),
    Measure: (
        "title", "summary", "what", "why", "heading", "spheres_marked", "spheres_proposed",
        "responsible", "starts_on", "ends_on", "goals", "target_groups", "characteristics",
    ),
    TargetGroup: ("name",),
    Characteristic: ("name",),
    PlanIndicator: ("name", "kind"),
}  # fmt: skip


@dataclass(frozen=True)
class FieldChange:
    """One value that differs, as parts that stayed, went and came."""

    label: str
    parts: list[Part]


@dataclass(frozen=True)
class Difference:
    """A record that was added, removed or changed."""

    kind: str
    what: str
    code: str
    label: str
    fields: list[FieldChange]


def differences(
    before: PlanVersion, after: PlanVersion, *, drafts: bool = False
) -> list[Difference]:
    """Return what changed from one version to another, in the order of the plan.

    Public pages compare published rows; the office, with ``drafts``, all of them.
    """
    return [
        difference
        for model, names in _COMPARED.items()
        for difference in _of_model(model, names, before, after, drafts)
    ]


def _rows(model: type[Any], version: PlanVersion, drafts: bool) -> dict[str, Any]:
    rows = model._default_manager.filter(version=version)
    links = [f.name for f in model._meta.many_to_many if f.name in _COMPARED[model]]
    shown = rows if drafts else rows.live()
    return {row.code: row for row in shown.prefetch_related(*links).order_by("code")}


def _of_model(
    model: type[Any],
    names: tuple[str, ...],
    before: PlanVersion,
    after: PlanVersion,
    drafts: bool,
) -> Iterator[Difference]:
    old, new = _rows(model, before, drafts), _rows(model, after, drafts)
    kind = force_str(model._meta.verbose_name)
    for code in sorted(old.keys() | new.keys()):
        if code not in new:
            yield Difference("removed", kind, code, str(old[code]), [])
        elif code not in old:
            yield Difference("added", kind, code, str(new[code]), [])
        elif fields := list(_fields(old[code], new[code], names)):
            yield Difference("changed", kind, code, str(new[code]), fields)


def _fields(old: Any, new: Any, names: tuple[str, ...]) -> Iterator[FieldChange]:
    for name in names:
        field = new._meta.get_field(name)
        was, now = _shown(old, field), _shown(new, field)
        if was != now:
            yield FieldChange(force_str(field.verbose_name), word_differences(was, now))


def _shown(row: Any, field: Any) -> str:
    value = getattr(row, field.name)
    if isinstance(field, Text):
        return read(value).text
    if field.many_to_many:
        return ", ".join(sorted(linked.code for linked in value.all()))
    if isinstance(value, list):
        return ", ".join(value)
    display = getattr(row, f"get_{field.name}_display", None)
    return force_str(display() if display else ("" if value is None else value))
