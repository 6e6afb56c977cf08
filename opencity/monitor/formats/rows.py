"""One figure as a file holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from opencity.monitor.methods.figures import Flag

STANDARD_IDS = {"GEO": "REF_AREA", "UNIT_MEASURE": "UNIT"}
"""Ids that publishers give to dimensions, and the ids under which the monitor keeps them."""

NO_FLAGS: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a file: its series by dimension, its period, its value and how sure it is.

    Dimensions keep the file's own ids in upper case and the file's order, so that what is read can
    be written again; ``standard_id`` gives the id under which the monitor keeps a dimension. A
    ``value`` of None is a figure that the file names and does not give. ``low`` and ``high`` bound
    the 95 % interval. ``confidentiality`` is a letter of CL_CONF_STATUS or nothing.
    """

    line: int = field(compare=False)
    dataset: str
    dimensions: Mapping[str, str]
    period: str
    value: Decimal | None
    flags: frozenset[Flag] = NO_FLAGS
    confidentiality: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    sample_size: int | None = None
    note: str = ""


def standard_id(dimension: str) -> str:
    """Return the id under which the monitor keeps a dimension of a file."""
    return STANDARD_IDS.get(dimension.upper(), dimension.upper())
