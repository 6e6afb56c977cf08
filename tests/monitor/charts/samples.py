"""Figures of Eurostat's lfsa_ergan for Bulgaria, people of 15 to 64 years, as published."""

from __future__ import annotations

from opencity.monitor.charts.data import Frame, Line, Width
from opencity.monitor.charts.reader import Reader
from opencity.monitor.methods.figures import Figure, Flag

_STATUSES = {"b": Flag.BREAK, "u": Flag.LOW_RELIABILITY}
BULGARIAN = Reader("bg", ",", "\xa0")
ARABIC = Reader("ar", ",", ".", rtl=True)


def figures(*told: tuple[int, float, str], spread: float | None = None) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            year,
            value,
            frozenset(_STATUSES[letter] for letter in letters),
            None if spread is None else value - spread,
            None if spread is None else value + spread,
        )
        for year, value, letters in told
    )


FOREIGN = Line(
    "Чужди граждани",
    figures(
        (2017, 53.3, "u"),
        (2018, 53.9, ""),
        (2019, 56.1, "bu"),
        (2021, 55.2, "bu"),
        (2022, 51.1, "u"),
        (2023, 54.5, "u"),
        (2024, 50.9, "u"),
    ),
)
NATIONAL = Line(
    "Български граждани",
    figures(
        (2017, 66.9, ""),
        (2018, 67.8, ""),
        (2019, 70.4, "b"),
        (2020, 68.9, ""),
        (2021, 68.5, "b"),
        (2022, 70.7, ""),
        (2023, 70.7, ""),
        (2024, 71.0, ""),
    ),
)


def frame(reader: Reader = BULGARIAN, width: Width = Width.WIDE) -> Frame:
    return Frame(
        reader,
        "Заетост <15–64>",
        "Чуждите граждани: 50,9 %.",
        unit="% от хората",
        source="Евростат",
        width=width,
    )
