"""SDMX-CSV 1.0 and 2.0, as Eurostat and other offices publish it.

Format: https://github.com/sdmx-twg/sdmx-csv. Cells hold codes, ``code: label`` or labels alone; or
a column of labels stands beside each column of codes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext as _

from opencity.monitor.formats import cells as cell
from opencity.monitor.formats.codes import Codes
from opencity.monitor.formats.columns import (
    Assembler,
    Column,
    Content,
    Context,
    Part,
    labels_of,
    rows_of,
)
from opencity.monitor.formats.delimited import Table, check_header
from opencity.monitor.formats.flags import eurostat_flags, sdmx_flags
from opencity.monitor.formats.lines import Lines
from opencity.monitor.formats.mistakes import Mistakes, Unreadable
from opencity.monitor.methods.figures import Flag

PARTS = {
    "DATAFLOW": Part.DATASET,
    "STRUCTURE_ID": Part.DATASET,
    "TIME_PERIOD": Part.PERIOD,
    "OBS_VALUE": Part.VALUE,
    "OBS_FLAG": Part.FLAGS,
    "OBS_STATUS": Part.FLAGS,
    "CONF_STATUS": Part.CONFIDENTIALITY,
    "OBS_LOW": Part.LOW,
    "OBS_HIGH": Part.HIGH,
    "SAMPLE_SIZE": Part.SAMPLE_SIZE,
    "COMMENT_OBS": Part.NOTE,
}
"""Columns that are no dimension. The interval, the sample and the note have no standard id."""

SKIPPED = frozenset({"SERIES_KEY", "OBS_KEY", "TIME_FORMAT", "DECIMALS", "UPDATED"})
"""Columns that say nothing new."""

ATTRIBUTES = frozenset({"UNIT_MULT", "BASE_PER", "PRE_BREAK_VALUE", "TITLE", "COLLECTION"})
"""Columns that are known and not read: figures would be wrong or incomplete without them."""

STRUCTURES = frozenset({"dataflow", "datastructure", "dataprovision"})
ACTIONS = frozenset({"", "I", "A", "R", "M"})

_ALONE = frozenset({"STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "DATAFLOW"})


@dataclass
class Layout:
    """What each column of a file is."""

    dimensions: list[Codes] = field(default_factory=list)
    places: dict[Part, tuple[int, str]] = field(default_factory=dict)
    checks: list[Column[str]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    flags: Callable[[str], frozenset[Flag]] = sdmx_flags


def content(source: BinaryIO, context: Context, delimiter: str) -> Content:
    """Return what an SDMX-CSV file holds."""
    table = Table(Lines(source, context.mistakes), delimiter, context.mistakes)
    layout = layout_of(table.header, context)
    assembler = Assembler(
        context, layout.dimensions, layout.places, flags=layout.flags, checks=layout.checks
    )
    return Content(
        tuple(column.dimension for column in layout.dimensions),
        rows_of(table, assembler, context.mistakes),
        labels_of(layout.dimensions),
        layout.names,
    )


def layout_of(header: Sequence[str], context: Context) -> Layout:
    """Return what the columns of a header are; raise ``BadFile`` when they make no data set."""
    layout = Layout()
    columns = _components([id_and_name(written)[0] for written in header], context.mistakes)
    check_header([component for _index, component, _label in columns], context.mistakes)
    for index, _component, with_label in columns:
        _place(layout, header, index, with_label=with_label, context=context)
    _check(layout, context.mistakes)
    return layout


def _components(ids: Sequence[str], mistakes: Mistakes) -> list[tuple[int, str, bool]]:
    """Return each component's place, its id, and whether a column of labels follows it."""
    paired = "STRUCTURE_NAME" in ids
    found = []
    index = 0
    while index < len(ids):
        with_label = paired and ids[index] not in _ALONE
        if with_label and index + 1 == len(ids):
            raise _no_label_column(ids[index], mistakes)
        found.append((index, ids[index], with_label))
        index += 2 if with_label else 1
    return found


def id_and_name(written: str) -> tuple[str, str]:
    """Return the id, in capitals, and the name of a column such as ``geo: Country`` or ``geo``."""
    before, _colon, after = written.partition(":")
    component = before.strip().upper()
    bare = component.partition("[")[0] if component.endswith("]") else component
    return bare, after.strip()


def _place(
    layout: Layout, header: Sequence[str], index: int, *, with_label: bool, context: Context
) -> None:
    """Enter one column, and the column of labels beside it, in the layout."""
    component, name = id_and_name(header[index])
    if component == "STRUCTURE":
        layout.checks.append(Column(index, header[index], _structure))
    elif component == "ACTION":
        layout.checks.append(Column(index, header[index], _action))
    elif component == "LAST UPDATE":
        layout.checks.append(Column(index, header[index], context.note_update))
    elif component in PARTS:
        _place_part(layout, header[index], index, context.mistakes)
    elif component != "STRUCTURE_NAME" and component not in SKIPPED:
        _place_dimension(layout, header, index, with_label=with_label, context=context)
        layout.names[component] = header[index + 1] if with_label else name


def _place_part(layout: Layout, written: str, index: int, mistakes: Mistakes) -> None:
    component = id_and_name(written)[0]
    part = PARTS[component]
    if part in layout.places:
        reason = _("The columns “%(one)s” and “%(other)s” say the same: delete one.") % {
            "one": layout.places[part][1],
            "other": written,
        }
        raise mistakes.stop(1, written, reason)
    layout.places[part] = (index, written)
    if component == "OBS_FLAG":
        layout.flags = eurostat_flags


def _place_dimension(
    layout: Layout, header: Sequence[str], index: int, *, with_label: bool, context: Context
) -> None:
    component = id_and_name(header[index])[0]
    known = component not in ATTRIBUTES and cell.is_code(component)
    if Part.VALUE in layout.places or not known:
        shown = cell.shown(header[index])
        reason = _(
            "The column “%(name)s” is unknown: delete it; dimensions stand before OBS_VALUE."
        )
        raise context.mistakes.stop(1, shown, reason % {"name": shown})
    layout.dimensions.append(
        Codes(
            component,
            index,
            header[index],
            known=context.codes.get(component),
            label_index=index + 1 if with_label else None,
        )
    )


def _no_label_column(name: str, mistakes: Mistakes) -> Exception:
    reason = _("The column of labels beside “%(name)s” is missing.") % {"name": cell.shown(name)}
    return mistakes.stop(1, cell.shown(name), reason)


def _check(layout: Layout, mistakes: Mistakes) -> None:
    required = {
        Part.DATASET: "STRUCTURE_ID",
        Part.PERIOD: "TIME_PERIOD",
        Part.VALUE: "OBS_VALUE",
    }
    for part, name in required.items():
        if part not in layout.places:
            raise mistakes.stop(1, name, _("The column %(name)s is missing.") % {"name": name})
    if not layout.dimensions:
        raise mistakes.stop(1, "", _("The file has no dimension, such as freq or geo."))


def _structure(written: str) -> str:
    if written.strip().lower() not in STRUCTURES:
        raise Unreadable(
            _("“%(text)s” is no structure: write dataflow.") % {"text": cell.shown(written)}
        )
    return written


def _action(written: str) -> str:
    if written.strip().upper() not in ACTIONS:
        raise Unreadable(
            _("The action “%(text)s” is not carried out: a file can add figures (I, A, R, M) only.")
            % {"text": cell.shown(written)}
        )
    return written
