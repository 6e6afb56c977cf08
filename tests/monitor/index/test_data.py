from __future__ import annotations

import numpy as np
import pytest

from opencity.monitor.index.data import Unit, read_data
from opencity.monitor.index.framework import read_framework
from opencity.monitor.index.mistakes import InputRefused
from tests.monitor.index.small import DATA, FRAMEWORK, write


def read(tmp_path, text=DATA, **options):
    framework = read_framework(write(tmp_path, "framework.csv", FRAMEWORK))
    return read_data(write(tmp_path, "data.csv", text), framework, **options)


def told(tmp_path, text, **options) -> list[str]:
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, text, **options)
    return list(map(str, refused.value.mistakes))


def test_figures_come_in_the_order_of_the_framework(tmp_path):
    shuffled = "\n".join(",".join(reversed(line.split(","))) for line in DATA.splitlines())
    for text in (DATA, shuffled):
        found = read(tmp_path, text)
        assert found.values.tolist() == [[10, 0, 4, 1], [20, 10, 2, 2], [60, 5, 0, 3]]
        assert found.denominators["Population"].tolist() == [10, 10, 20]
        assert found.groups == {"Region": ("east", "east", "west")}
        assert found.units[0] == Unit("A", "Alba")


def test_a_missing_figure_stays_missing(tmp_path):
    found = read(tmp_path, DATA.replace("10,20,10,2,2", "10,,NA,2,2"))
    assert np.argwhere(np.isnan(found.values)).tolist() == [[1, 0], [1, 1]]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("B,Bela", "A,Bela", "data.csv:3: uCode: A stands already on line 2"),
        ("B,Bela", ",Bela", "data.csv:3: uCode: is empty"),
        ("10,20,10,2,2", "0,20,10,2,2", "data.csv:3: Population: is a denominator and so above 0"),
        ("Goods", "Gods", "data.csv:1: Goods: this column is missing"),
        ("Goods", "Goods,More", "data.csv:1: More: this column is not known"),
        (
            "20,60,5,0,3",
            "20,60,5,0,three",
            "data.csv:4: Goods: 'three' is not a number; "
            "leave the cell empty if the figure is missing",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path, old, new, expected):
    assert told(tmp_path, DATA.replace(old, new, 1))[0] == expected


def test_mistakes_of_many_cells_are_told_at_once(tmp_path):
    assert len(told(tmp_path, DATA.replace("10,20,10,2,2", "10,x,y,z,2"))) == 3


OVER_TIME = DATA.replace("uName,", "uName,Time,").replace("A,Alba", "A,Alba,2020.0")
OVER_TIME = OVER_TIME.replace("B,Bela", "A,Alba,2021").replace("C,Cora", "A,Alba,2022")


def test_periods_of_one_unit_are_told_apart(tmp_path):
    found = read(tmp_path, OVER_TIME, over_time=True)
    assert [unit.label for unit in found.units] == ["A 2020", "A 2021", "A 2022"]


def test_units_alone_do_not_come_twice(tmp_path):
    assert told(tmp_path, OVER_TIME)[0] == "data.csv:3: uCode: A stands already on line 2"


def test_a_period_does_not_come_twice(tmp_path):
    twice = OVER_TIME.replace("2021", "2020")
    assert told(tmp_path, twice, over_time=True) == [
        "data.csv:3: uCode: A 2020 stands already on line 2"
    ]


def test_a_period_is_named(tmp_path):
    unnamed = OVER_TIME.replace("2021", "")
    assert told(tmp_path, unnamed, over_time=True) == [
        "data.csv:3: Time: is empty; the recipe compares periods"
    ]
