"""What a measure is counted by, asked of the registers that other apps offer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from opencity.core.registries import countable_registers
from opencity.plan.models import CountedBy


@dataclass(frozen=True)
class Count:
    """A count of a measure's rows; ``number`` is ``None`` while no register keeps them."""

    row: CountedBy
    number: int | None
    url: str


def counts_of(measure_code: str, rows: Iterable[CountedBy]) -> list[Count]:
    """Return what the registers count for a measure, honestly empty where none does yet."""
    return [_count(measure_code, row) for row in rows]


def _count(measure_code: str, row: CountedBy) -> Count:
    register = countable_registers.get(row.register)
    if register is None:
        return Count(row, None, "")
    return Count(row, register.count(measure_code, None, None), register.url(measure_code))
