"""The platform's own template as CSV: a column for each dimension, then the figure.

``[dataset,]DIMENSION…,period,value[,flags,low,high,sample_size,confidentiality,note]``
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from opencity.monitor.formats import cells as cell
from opencity.monitor.formats.codes import Codes
from opencity.monitor.formats.columns import (
    Assembler,
    Content,
    Context,
    Part,
    labels_of,
    rows_of,
)
from opencity.monitor.formats.delimited import Table, check_header
from opencity.monitor.formats.lines import Lines

AFTER_DIMENSIONS = (
    Part.PERIOD,
    Part.VALUE,
    Part.FLAGS,
    Part.LOW,
    Part.HIGH,
    Part.SAMPLE_SIZE,
    Part.CONFIDENTIALITY,
    Part.NOTE,
)


def content(source: BinaryIO, context: Context, delimiter: str) -> Content:
    """Return what a CSV file in the template's layout holds."""
    table = Table(Lines(source, context.mistakes), delimiter, context.mistakes)
    check_header(table.header, context.mistakes)
    assembler, dimensions = prepared(table.header, table.header, context)
    return Content(
        tuple(column.dimension for column in dimensions),
        rows_of(table, assembler, context.mistakes),
        labels_of(dimensions),
    )


def prepared(
    header: Sequence[str], names: Sequence[str], context: Context
) -> tuple[Assembler, list[Codes]]:
    """Return what reads the template's lines; ``names`` are the columns as messages call them."""
    places: dict[Part, tuple[int, str]] = {}
    dimensions: list[Codes] = []
    for index, (written, name) in enumerate(zip(header, names, strict=True)):
        lowered = written.lower()
        if lowered in tuple(Part):
            places[Part(lowered)] = (index, name)
        elif Part.PERIOD in places or not cell.is_code(written):
            raise _unknown_column(context, name)
        else:
            known = context.codes.get(written.upper())
            dimensions.append(Codes(written.upper(), index, name, known=known))
    _check(places, dimensions, context)
    assembler = Assembler(context, dimensions, places, dataset=context.dataset_if_any)
    return assembler, dimensions


def _unknown_column(context: Context, name: str) -> Exception:
    reason = _("The column “%(name)s” is unknown: after the dimensions come %(known)s.") % {
        "name": cell.shown(name),
        "known": ", ".join(AFTER_DIMENSIONS),
    }
    return context.mistakes.stop(1, cell.shown(name), reason)


def _check(places: dict[Part, tuple[int, str]], dimensions: list[Codes], context: Context) -> None:
    for part in (Part.PERIOD, Part.VALUE):
        if part not in places:
            reason = _("The column %(name)s is missing.") % {"name": part.value}
            raise context.mistakes.stop(1, part.value, reason)
    if not dimensions:
        raise context.mistakes.stop(
            1, "", _("No column is a dimension: put one before period, such as FREQ or GEO.")
        )
