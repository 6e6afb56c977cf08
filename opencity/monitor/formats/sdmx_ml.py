"""SDMX-ML, through the optional package pysdmx.

pysdmx keeps a whole message in memory, so this way is for small files. It knows which columns are
dimensions only from SDMX's usual names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from opencity.monitor.formats.columns import Assembler, Content, Context, labels_of, rows_of
from opencity.monitor.formats.mistakes import Mistakes
from opencity.monitor.formats.sdmx_csv import PARTS, layout_of

MAX_BYTES = 20_000_000

_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.I)


def content(source: BinaryIO, context: Context) -> Content:
    """Return what an SDMX-ML message of data holds; the line of a row is its place among them."""
    message = source.read(MAX_BYTES + 1)
    _check(message, context.mistakes)
    dataset = _dataset(message, context.mistakes)
    header, lines = _table(dataset)
    layout = layout_of(header, context)
    assembler = Assembler(context, layout.dimensions, layout.places, flags=layout.flags)
    return Content(
        tuple(column.dimension for column in layout.dimensions),
        rows_of(lines, assembler, context.mistakes),
        labels_of(layout.dimensions),
    )


def _check(message: bytes, mistakes: Mistakes) -> None:
    if len(message) > MAX_BYTES:
        raise mistakes.stop(
            0,
            "",
            _("The message is larger than %(most)d MB: fetch it as SDMX-CSV.")
            % {"most": MAX_BYTES // 1_000_000},
        )
    if b"\0" in message or _DOCTYPE.search(message):
        raise mistakes.stop(
            0, "", _("The message declares entities or is not UTF-8: fetch it as SDMX-CSV.")
        )


def _dataset(message: bytes, mistakes: Mistakes) -> Any:
    """Return the one data set of a message."""
    try:
        from pysdmx.errors import PysdmxError
        from pysdmx.io import read_sdmx
    except ImportError:
        raise mistakes.stop(
            0,
            "",
            _("SDMX-ML needs the package pysdmx[data,xml]: install it, or fetch SDMX-CSV."),
        ) from None
    try:
        found = read_sdmx(BytesIO(message)).data or ()
    except (PysdmxError, ValueError, KeyError, TypeError, SyntaxError) as error:
        reason = _("The message is no SDMX-ML data that can be read (%(error)s).") % {
            "error": " ".join(str(error).split())[:200]
        }
        raise mistakes.stop(0, "", reason) from None
    if len(found) != 1:
        raise mistakes.stop(
            0,
            "",
            _("The message holds %(found)d data sets: one a file.") % {"found": len(found)},
        )
    return next(iter(found))


def _table(dataset: Any) -> tuple[list[str], Iterator[tuple[int, Sequence[str]]]]:
    """Return a data set's header and lines as an SDMX-CSV file would have them."""
    frame = dataset.data
    columns = [str(name) for name in frame.columns]
    dimensions = [name for name in columns if name.upper() not in PARTS]
    header = ["STRUCTURE_ID", *dimensions, *(name for name in columns if name not in dimensions)]
    structure = dataset.short_urn.partition("=")[2]

    def lines() -> Iterator[tuple[int, Sequence[str]]]:
        places = [columns.index(name) for name in header[1:]]
        for line, values in enumerate(frame.itertuples(index=False, name=None), 1):
            yield line, [structure, *(_text(values[place]) for place in places)]

    return header, lines()


def _text(value: Any) -> str:
    written = str(value)
    return "" if written in ("nan", "NaN", "<NA>", "None") else written
