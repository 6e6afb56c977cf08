"""Makes the file whose import ``make bench`` measures."""

from __future__ import annotations

import random
from itertools import islice, product
from pathlib import Path

FIGURES = 200_000
_HEAD = (
    "STRUCTURE,STRUCTURE_ID,ACTION,freq,unit,citizen,sex,age,geo,TIME_PERIOD,OBS_VALUE,OBS_STATUS"
)
_AGES = ("Y15-24", "Y15-64", "Y20-64", "Y25-54", "Y55-64")
_YEARS = range(1990, 2025)


def write_sample(file: Path, dataset: str, figures: int = FIGURES) -> None:
    """Write invented figures of a data set as SDMX-CSV 2.0: series of 35 years each."""
    chance = random.Random(1)  # noqa: S311  # the same figures in every run
    areas = (f"G{number:03}" for number in range(1000))
    cells = product(areas, "TMF", _AGES, _YEARS)
    with file.open("w", encoding="utf-8") as target:
        target.write(f"{_HEAD}\n")
        for area, sex, age, year in islice(cells, figures):
            value, status = round(chance.uniform(1, 99), 1), chance.choice(["", "P", "B", "E"])
            target.write(f"dataflow,ESTAT:{dataset.upper()}(1.0),I,A,PC,FOR,{sex},{age},{area},")
            target.write(f"{year},{value},{status}\n")
