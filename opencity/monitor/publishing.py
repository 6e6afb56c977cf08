"""Gives figures out as files: rows of the formats from what stands in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from opencity.core.texts import read
from opencity.monitor.formats import cells, writing
from opencity.monitor.formats.rows import Row
from opencity.monitor.keys import in_order
from opencity.monitor.methods.figures import Flag
from opencity.monitor.models import Indicator, Observation, Series

AGENCY = "OPENCITY"
NOT_APPLICABLE = "_Z"
"""SDMX's code for a dimension that a series does not have."""


@dataclass(frozen=True)
class FileKind:
    """A format that figures are given out in."""

    content_type: str
    ending: str
    write: Callable[..., Any]


FORMATS = {
    "csv": FileKind("text/csv; charset=utf-8", "csv", writing.plain_csv),
    "sdmx-csv": FileKind(
        "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8", "csv", writing.sdmx_csv
    ),
    "xlsx": FileKind(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        writing.xlsx,
    ),
}
"""The formats by the names under which the API gives them."""


class Sheet:
    """The rows of some series, all with the same columns."""

    def __init__(self, series: Sequence[Series]) -> None:
        self._series = {row.pk: row for row in series}
        names = {name: "" for row in series for name in row.dimensions}
        self.dimensions = list(in_order(dict.fromkeys(names, NOT_APPLICABLE)))
        codes = {row.indicator.code for row in series}
        self.name = codes.pop() if len(codes) == 1 else "monitor"

    def rows(self, observations: Iterable[Observation]) -> Iterator[Row]:
        """Yield observations as rows of a file."""
        for place, each in enumerate(observations, 1):
            yield self._row(place, each)

    def _row(self, place: int, row: Observation) -> Row:
        series = self._series[row.series_id]
        return Row(
            line=place,
            dataset=dataset_of(series.indicator),
            dimensions={
                name: series.dimensions.get(name, NOT_APPLICABLE) for name in self.dimensions
            },
            period=row.period,
            value=_plain(row.value),
            flags=frozenset(Flag(letter) for letter in row.flags),
            low=_plain(row.low),
            high=_plain(row.high),
            sample_size=row.sample_size,
            note=told_note(row.note),
        )


def dataset_of(indicator: Indicator) -> str:
    """Return how files name the data set of an indicator."""
    return f"{AGENCY}:{indicator.code.upper()}(1.0)"


def own_code(dataset: str) -> str:
    """Return the code of the indicator that a file of this site names as its data set."""
    bare = dataset.removeprefix(f"{AGENCY}:").removesuffix("(1.0)")
    return bare.lower() if bare != dataset else dataset


def told_note(note: Mapping[str, str] | None) -> str:
    """Return the one language of a note that a file holds, English where there is one.

    Nothing is told that a file could not hold: control characters, space at the ends.
    """
    return cells.printable(read(note, "en").text)


def _plain(value: Decimal | None) -> Decimal | None:
    """Return a number without the zeros that the database adds."""
    if value is None:
        return None
    short = value.normalize()
    return short if short.as_tuple().exponent <= 0 else short.quantize(Decimal(1))  # type: ignore[operator]  # finite
