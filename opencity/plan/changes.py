"""What changed between two versions of the plan: texts word by word, facts as they were and are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import CharField, Value
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


Links = dict[tuple[str, int], list[str]]
"""The codes that measures link to, by the name of the link and the measure's key."""


@dataclass(frozen=True)
class FieldChange:
    """One value that differs, as parts that stayed, went and came."""

    label: str
    parts: list[Part]


@dataclass(frozen=True)
class Difference:
    """A record that was added, removed or changed: ``what`` happened to which ``kind``."""

    what: str
    kind: str
    code: str
    label: str
    fields: list[FieldChange]


def differences(
    before: PlanVersion, after: PlanVersion, *, drafts: bool = False
) -> list[Difference]:
    """Return what changed from one version to another, in the order of the plan.

    Public pages compare published rows; the office, with ``drafts``, all of them. One query for
    each kind of record and one for the links, however many rows.
    """
    links = _links((before, after), drafts)
    return [
        difference
        for model, names in _COMPARED.items()
        for difference in _of_model(model, names, before, after, links, drafts)
    ]


def _links(versions: tuple[PlanVersion, ...], drafts: bool) -> Links:
    parts = []
    for field in Measure._meta.many_to_many:
        of, to = field.m2m_field_name(), field.m2m_reverse_field_name()
        rows = getattr(Measure, field.name).through.objects.filter(
            **{f"{of}__version__in": versions}
        )
        shown = rows if drafts else rows.filter(**{f"{to}__live": True})
        name = Value(field.name, output_field=CharField())
        parts.append(shown.values_list(name, f"{of}_id", f"{to}__code"))
    found: Links = {}
    for name, key, code in parts[0].union(*parts[1:], all=True):
        found.setdefault((name, key), []).append(code)
    return found


def _of_model(
    model: type[Any],
    names: tuple[str, ...],
    before: PlanVersion,
    after: PlanVersion,
    links: Links,
    drafts: bool,
) -> Iterator[Difference]:
    rows = model._default_manager.filter(version__in=(before, after))
    found: dict[int, dict[str, Any]] = {before.pk: {}, after.pk: {}}
    for row in rows if drafts else rows.live():
        found[row.version_id][row.code] = row
    old, new = found[before.pk], found[after.pk]
    kind = force_str(model._meta.verbose_name)
    for code in sorted(old.keys() | new.keys()):
        if code not in new:
            yield Difference("removed", kind, code, str(old[code]), [])
        elif code not in old:
            yield Difference("added", kind, code, str(new[code]), [])
        elif fields := list(_fields(old[code], new[code], names, links)):
            yield Difference("changed", kind, code, str(new[code]), fields)


def _fields(old: Any, new: Any, names: tuple[str, ...], links: Links) -> Iterator[FieldChange]:
    for name in names:
        field = new._meta.get_field(name)
        was, now = _shown(old, field, links), _shown(new, field, links)
        if was != now:
            yield FieldChange(force_str(field.verbose_name), word_differences(was, now))


def _shown(row: Any, field: Any, links: Links) -> str:
    if field.many_to_many:
        return ", ".join(sorted(links.get((field.name, row.pk), [])))
    value = getattr(row, field.name)
    if isinstance(field, Text):
        return read(value).text
    if isinstance(value, list):
        return ", ".join(value)
    display = getattr(row, f"get_{field.name}_display", None)
    return force_str(display() if display else ("" if value is None else value))
