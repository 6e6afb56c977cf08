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
from opencity.monitor.enums import Closeness
from opencity.plan.enums import LinkOrigin
from opencity.plan.models import (
    Characteristic,
    Goal,
    GoalIndicator,
    Measure,
    MeasureIndicator,
    PlanIndicator,
    PlanVersion,
    TargetGroup,
)

_COMPARED: dict[type[models.Model], tuple[str, ...]] = {
    Goal: ("title", "text", "spheres_proposed", "measured_by"),
    Measure: (
        "title", "summary", "what", "why", "heading", "spheres_marked", "spheres_proposed",
        "responsible", "starts_on", "ends_on", "goals", "target_groups", "characteristics",
        "measured_by",
    ),
    TargetGroup: ("name",),
    Characteristic: ("name",),
    PlanIndicator: ("name", "kind"),
}  # fmt: skip


Links = dict[tuple[str, str, int], list[str]]
"""What rows link to, by the kind of row, the name of the link and the row's key."""


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
    parts = [*_plain_links(versions, drafts), *_indicator_links(versions, drafts)]
    found: Links = {}
    for kind, name, key, code, closeness, origin in parts[0].union(*parts[1:], all=True):
        said = [str(Closeness(closeness).label), str(LinkOrigin(origin).label)] if closeness else []
        told = f"{code} ({'; '.join(said)})" if said else code
        found.setdefault((kind, name, key), []).append(told)
    return found


def _plain_links(
    versions: tuple[PlanVersion, ...], drafts: bool
) -> Iterator[models.QuerySet[Any, Any]]:
    for field in Measure._meta.many_to_many:
        of, to = field.m2m_field_name(), field.m2m_reverse_field_name()
        rows = getattr(Measure, field.name).through.objects.filter(
            **{f"{of}__version__in": versions}
        )
        shown = rows if drafts else rows.filter(**{f"{to}__live": True})
        yield shown.values_list(
            _word("measure"), _word(field.name), f"{of}_id", f"{to}__code", _word(""), _word("")
        )


def _indicator_links(
    versions: tuple[PlanVersion, ...], drafts: bool
) -> Iterator[models.QuerySet[Any, Any]]:
    for of, model in (("goal", GoalIndicator), ("measure", MeasureIndicator)):
        rows = model._default_manager.filter(**{f"{of}__version__in": versions}).order_by()
        shown = rows if drafts else rows.filter(indicator__live=True)
        yield shown.values_list(
            _word(of), _word("measured_by"), f"{of}_id", "indicator__code", "closeness", "origin"
        )


def _word(word: str) -> Value:
    return Value(word, output_field=CharField())


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
            yield FieldChange(_label(field), word_differences(was, now))


def _label(field: Any) -> str:
    if field.one_to_many:
        return force_str(field.related_model._meta.verbose_name_plural)
    return force_str(field.verbose_name)


def _shown(row: Any, field: Any, links: Links) -> str:
    if field.many_to_many or field.one_to_many:
        key = (row._meta.model_name, field.name, row.pk)
        return ", ".join(sorted(links.get(key, [])))
    value = getattr(row, field.name)
    if isinstance(field, Text):
        return read(value).text
    if isinstance(value, list):
        return ", ".join(value)
    display = getattr(row, f"get_{field.name}_display", None)
    return force_str(display() if display else ("" if value is None else value))
