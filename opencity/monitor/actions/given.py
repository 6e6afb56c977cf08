"""A figure as somebody gives it to be recorded."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from opencity.monitor.models import Series


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A figure to be recorded; ``flags`` are letters, ``value`` ``None`` when there is none."""

    series: Series
    period: str
    value: Decimal | None
    flags: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    sample_size: int | None = None
    note: dict[str, str] = field(default_factory=dict)
