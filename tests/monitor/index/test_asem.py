"""The worked example of COINr: its results to two decimals.

The data are not part of this project. They are looked for in the folder that the environment
variable ``COINR_DATA`` names, else in ``../shared/data/coinr`` beside the checkout.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import opencity.monitor
from opencity.monitor.index.calculate import Index
from opencity.monitor.index.data import read_data
from opencity.monitor.index.framework import read_framework
from opencity.monitor.index.recipe import read_recipe

RECIPE = Path(opencity.monitor.__file__).parent / "recipes" / "coinr-asem.yaml"
ROOT = Path(__file__).resolve().parents[3]
PLACES = [os.environ.get("COINR_DATA", ""), *(up / "shared/data/coinr" for up in ROOT.parents[:2])]
FOUND = [Path(place) for place in PLACES if place and (Path(place) / "ASEM_iData.csv").exists()]

needs_the_data = pytest.mark.skipif(
    not FOUND, reason="COINr's example data are not on this machine"
)


@pytest.fixture(scope="module")
def index() -> Index:
    framework = read_framework(FOUND[0] / "ASEM_iMeta.csv")
    return Index(read_recipe(RECIPE), framework, read_data(FOUND[0] / "ASEM_iData.csv", framework))


@needs_the_data
@pytest.mark.parametrize(
    ("name", "score", "rank"),
    [
        ("Switzerland", 68.38, 1),
        ("Netherlands", 64.82, 2),
        ("Denmark", 64.80, 3),
        ("India", 39.79, 45),
    ],
)
def test_scores_and_ranks_are_coinrs(index, name, score, rank):
    result = index.result()
    place = [unit.name for unit in index.units].index(name)
    assert (round(result.scores[-1, place], 2), result.ranks[-1, place]) == (score, rank)


@needs_the_data
def test_nothing_is_dropped_and_every_gap_is_filled(index):
    result = index.result()
    assert (len(index.units), index.dropped, int(result.imputed.sum())) == (51, (), 65)


def test_the_recipe_that_ships_can_be_read():
    assert read_recipe(RECIPE).title == "ASEM Sustainable Connectivity, as built in COINr"
